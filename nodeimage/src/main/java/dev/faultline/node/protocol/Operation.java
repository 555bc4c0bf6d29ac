package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;

/** What can be done to replicated data. How consistent reads are is the cluster's option, not the client's. */
public sealed interface Operation
        permits RegisterOperation, SetOperation, CounterOperation, QueueOperation, LockOperation, TaskOperation {

    /** The byte that tells operations apart. */
    int kind();

    /** Writes what comes after that byte. */
    void encode(ByteWriter to);

    /** Whether it changes nothing. */
    default boolean reads() {
        return false;
    }

    /** Reads an operation of that kind. */
    static Operation decode(int kind, ByteReader from) {
        if (kind <= RegisterOperation.CompareAndSet.KIND) {
            return RegisterOperation.decode(kind, from);
        }
        if (kind <= SetOperation.Read.KIND) {
            return SetOperation.decode(kind, from);
        }
        if (kind <= CounterOperation.Read.KIND) {
            return CounterOperation.decode(kind, from);
        }
        if (kind <= QueueOperation.Dequeue.KIND) {
            return QueueOperation.decode(kind, from);
        }
        if (kind <= LockOperation.ResourceRead.KIND) {
            return LockOperation.decode(kind, from);
        }
        if (kind <= TaskOperation.Tasks.KIND) {
            return TaskOperation.decode(kind, from);
        }
        throw new MalformedException("no operation of kind " + kind);
    }
}
