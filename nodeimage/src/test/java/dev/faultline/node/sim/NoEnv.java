package dev.faultline.node.sim;

import dev.faultline.node.Env;
import dev.faultline.node.Storage;
import java.util.random.RandomGenerator;

/** What a program has that was never started: nothing. */
final class NoEnv implements Env {
    private static IllegalStateException notStarted() {
        return new IllegalStateException("not started");
    }

    @Override
    public int self() {
        throw notStarted();
    }

    @Override
    public long wallNanos() {
        throw notStarted();
    }

    @Override
    public long monotonicNanos() {
        throw notStarted();
    }

    @Override
    public Timer after(long nanos, Runnable action) {
        throw notStarted();
    }

    @Override
    public void send(int peer, byte[] message) {
        throw notStarted();
    }

    @Override
    public void answer(long client, byte[] frame) {
        throw notStarted();
    }

    @Override
    public Storage storage() {
        throw notStarted();
    }

    @Override
    public RandomGenerator random() {
        throw notStarted();
    }

    @Override
    public void tell(Event event) {
        throw notStarted();
    }
}
