package dev.faultline.node.machine;

import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.TreeMap;

/** Sums, by name. */
final class Counters {
    private final TreeMap<String, Long> sums = new TreeMap<>();

    Response apply(CounterOperation operation) {
        if (operation instanceof CounterOperation.Add add) {
            return Ok.of(sums.merge(add.name(), add.delta(), Long::sum));
        }
        return Ok.of(sums.getOrDefault(((CounterOperation.Read) operation).name(), 0L));
    }

    void save(ByteWriter to) {
        to.varint(sums.size());
        sums.forEach((name, sum) -> to.text(name).signed(sum));
    }

    void load(ByteReader from) {
        sums.clear();
        for (int left = from.count(); left > 0; left--) {
            sums.put(from.text(), from.signed());
        }
    }
}
