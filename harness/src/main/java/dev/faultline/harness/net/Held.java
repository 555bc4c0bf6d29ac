package dev.faultline.harness.net;

/** A connection that is held open while it is asked something a few times a second. */
public interface Held extends AutoCloseable {

    /** What has become of it until now. */
    Fate fate();

    /** Lets go of it. */
    @Override
    void close();
}
