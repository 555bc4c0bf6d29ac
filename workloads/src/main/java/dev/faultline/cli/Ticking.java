package dev.faultline.cli;

import java.nio.file.Path;

/** On a terminal, a line that says how long a search has been at work, once it takes long; gone when it is over. */
final class Ticking implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final long PATIENCE_SECONDS = 2;

    private final Path file;
    private final boolean terminal = Boolean.getBoolean("faultline.terminal");
    private long shown = PATIENCE_SECONDS;

    Ticking(Path file) {
        this.file = file;
    }

    /** Called often, with the time since the search began. */
    void tick(long nanos) {
        long seconds = nanos / SECOND;
        if (terminal && seconds > shown) {
            shown = seconds;
            System.err.print("\r\u001b[K" + file + "  checking  " + seconds + " s");
            System.err.flush();
        }
    }

    @Override
    public void close() {
        if (shown > PATIENCE_SECONDS) {
            System.err.print("\r\u001b[K");
            System.err.flush();
        }
    }
}
