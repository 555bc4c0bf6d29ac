package dev.faultline.harness.fault;

/** A fault in force. */
public interface Injection {

    /** Measures once more, while it is still in force. Must be called before {@link #heal}. */
    void observe();

    /** Takes the fault back and returns when it is gone. May be called again when it throws. */
    void heal();

    /**
     * What the measurements before, during and after show. Called once healed or when healing was given up: that a fault took
     * effect and that it is gone are two questions. May take a moment to watch the cluster without it.
     */
    Evidence evidence();
}
