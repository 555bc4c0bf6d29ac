package dev.faultline.harness.metrics;

/** Watches the nodes from the first operation to the last. What goes wrong here leaves gaps and nothing else. */
public interface Observing extends AutoCloseable {

    /** Nothing more is looked at; what is under way comes to its end. */
    void end();

    /** Ends within a few seconds, whatever the nodes do. */
    @Override
    void close();
}
