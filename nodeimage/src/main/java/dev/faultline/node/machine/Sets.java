package dev.faultline.node.machine;

import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.SetOperation;
import dev.faultline.node.protocol.Value;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sets of numbers, by name. */
final class Sets {
    private final TreeMap<String, TreeSet<Long>> sets = new TreeMap<>();

    Response apply(SetOperation operation) {
        if (operation instanceof SetOperation.Add add) {
            sets.computeIfAbsent(add.name(), name -> new TreeSet<>()).add(add.value());
            return Ok.NOTHING;
        }
        TreeSet<Long> set = sets.get(((SetOperation.Read) operation).name());
        return new Ok(new Value.Numbers(set == null ? List.of() : List.copyOf(set)));
    }

    void save(ByteWriter to) {
        to.varint(sets.size());
        sets.forEach((name, values) -> {
            to.text(name).varint(values.size());
            values.forEach(to::signed);
        });
    }

    void load(ByteReader from) {
        sets.clear();
        for (int left = from.count(); left > 0; left--) {
            TreeSet<Long> values = new TreeSet<>();
            sets.put(from.text(), values);
            for (int more = from.count(); more > 0; more--) {
                values.add(from.signed());
            }
        }
    }
}
