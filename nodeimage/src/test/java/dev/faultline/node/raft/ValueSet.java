package dev.faultline.node.raft;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/** A state machine: a set of numbers that grows. */
final class ValueSet implements StateMachine {
    final Set<Integer> values = new TreeSet<>();

    static byte[] add(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    @Override
    public byte[] apply(long index, byte[] command) {
        values.add(ByteBuffer.wrap(command).getInt());
        return add(values.size());
    }

    @Override
    public byte[] snapshot() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.size());
        values.forEach(bytes::putInt);
        return bytes.array();
    }

    @Override
    public void restore(byte[] snapshot) {
        values.clear();
        ByteBuffer bytes = ByteBuffer.wrap(snapshot);
        while (bytes.hasRemaining()) {
            values.add(bytes.getInt());
        }
    }
}
