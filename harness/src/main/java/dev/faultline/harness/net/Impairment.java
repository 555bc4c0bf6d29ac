package dev.faultline.harness.net;

/** What can be done, beside a steady delay, to the bytes on connections: new ones and those that stand, as long as it is in force. */
public sealed interface Impairment {

    /** As faults, proxies and reports name it. */
    String word();

    /**
     * Bytes pass no faster than this on each connection.
     *
     * @param kilobytesPerSecond in thousands of bytes, 1 to 1000
     */
    record Bandwidth(int kilobytesPerSecond) implements Impairment {
        public Bandwidth {
            within("kilobytesPerSecond", kilobytesPerSecond, 1, 1000);
        }

        @Override
        public String word() {
            return "bandwidth";
        }
    }

    /**
     * Bytes come in slices with a pause after each.
     *
     * @param bytes of a slice at most, 8 to 1024; it has more than half of that
     * @param pauseMicros 100 to 20000
     */
    record Slicer(int bytes, int pauseMicros) implements Impairment {
        public Slicer {
            within("sliceBytes", bytes, 8, 1024);
            within("pauseMicros", pauseMicros, 100, 20_000);
        }

        @Override
        public String word() {
            return "slicer";
        }
    }

    /**
     * Bytes are late, each time by another amount.
     *
     * @param mostMillis from nothing up to this, 2 to 10000, each amount as likely as any other
     */
    record Jitter(int mostMillis) implements Impairment {
        public Jitter {
            within("mostMillis", mostMillis, 2, 10_000);
        }

        @Override
        public String word() {
            return "jitter";
        }
    }

    /** Connections are reset: those that stand at once, new ones as soon as they carry something. */
    record Reset() implements Impairment {
        @Override
        public String word() {
            return "reset";
        }
    }

    /** Nothing passes connections, and nobody is told: they stay open. When it ends they are closed, for bytes are missing. */
    record HalfOpen() implements Impairment {
        @Override
        public String word() {
            return "half-open";
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": must be " + least + " to " + most + ", not " + value);
        }
    }
}
