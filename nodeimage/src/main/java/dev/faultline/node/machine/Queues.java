package dev.faultline.node.machine;

import dev.faultline.node.protocol.QueueOperation;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.ArrayDeque;
import java.util.TreeMap;

/** Queues of numbers, by name; first in, first out. */
final class Queues {
    private final TreeMap<String, ArrayDeque<Long>> queues = new TreeMap<>();

    Response apply(QueueOperation operation) {
        if (operation instanceof QueueOperation.Enqueue enqueue) {
            queues.computeIfAbsent(enqueue.name(), name -> new ArrayDeque<>()).addLast(enqueue.value());
            return Ok.NOTHING;
        }
        ArrayDeque<Long> queue = queues.get(((QueueOperation.Dequeue) operation).name());
        Long first = queue == null ? null : queue.pollFirst();
        return first == null ? Ok.NOTHING : Ok.of(first);
    }

    void save(ByteWriter to) {
        to.varint(queues.size());
        queues.forEach((name, values) -> {
            to.text(name).varint(values.size());
            values.forEach(to::signed);
        });
    }

    void load(ByteReader from) {
        queues.clear();
        for (int left = from.count(); left > 0; left--) {
            ArrayDeque<Long> values = new ArrayDeque<>();
            queues.put(from.text(), values);
            for (int more = from.count(); more > 0; more--) {
                values.addLast(from.signed());
            }
        }
    }
}
