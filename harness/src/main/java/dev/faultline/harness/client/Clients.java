package dev.faultline.harness.client;

/** The clients of a run, each logical process with a connection of its own. */
public interface Clients extends Invoker, AutoCloseable {

    /** Closes every connection; to be called when no invocation is open. */
    @Override
    void close();
}
