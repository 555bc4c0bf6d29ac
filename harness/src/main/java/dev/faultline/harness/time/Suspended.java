package dev.faultline.harness.time;

import java.io.Serial;

/** Ends a try of code that needs an answer which is not there yet. Without a trace: it is no failure. */
final class Suspended extends Error {
    @Serial
    private static final long serialVersionUID = 1;

    Suspended() {
        super("waits for an answer", null, false, false);
    }
}
