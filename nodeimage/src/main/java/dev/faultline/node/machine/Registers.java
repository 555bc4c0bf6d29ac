package dev.faultline.node.machine;

import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One value for each key. */
final class Registers {
    private final TreeMap<String, Long> values = new TreeMap<>();

    Response apply(RegisterOperation operation) {
        if (operation instanceof RegisterOperation.Read read) {
            Long value = values.get(read.key());
            return value == null ? Ok.NOTHING : Ok.of(value);
        }
        if (operation instanceof RegisterOperation.Write write) {
            set(write.key(), write.value());
            return Ok.NOTHING;
        }
        RegisterOperation.CompareAndSet cas = (RegisterOperation.CompareAndSet) operation;
        boolean asExpected = Objects.equals(values.get(cas.key()), cas.expected());
        if (asExpected) {
            set(cas.key(), cas.value());
        }
        return Ok.of(asExpected ? 1 : 0);
    }

    private void set(String key, @Nullable Long value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    void save(ByteWriter to) {
        to.varint(values.size());
        values.forEach((key, value) -> to.text(key).signed(value));
    }

    void load(ByteReader from) {
        values.clear();
        for (int left = from.count(); left > 0; left--) {
            values.put(from.text(), from.signed());
        }
    }
}
