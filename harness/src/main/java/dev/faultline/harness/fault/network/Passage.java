package dev.faultline.harness.fault.network;

import dev.faultline.harness.net.Transfer.Leg;
import java.time.Duration;
import java.util.Locale;

/** What tells bytes that passed an impaired way from others. */
sealed interface Passage {

    /** How many bytes have to be sent for it to show. */
    int bytes();

    /** Whether these bytes passed as they do under the impairment. */
    boolean impaired(Leg leg);

    /** Whether they passed as if there were none. What is neither shows nothing. */
    boolean plain(Leg leg);

    /** How much it is impaired, to compare. */
    long degree(Leg leg);

    /** The figure of the least impaired of some that should be. */
    String ofImpaired(Leg leg);

    /** The figure of the most impaired of some that should not be. */
    String ofPlain(Leg leg);

    /** Bytes that take a second. */
    record Rate(int kilobytesPerSecond) implements Passage {
        @Override
        public int bytes() {
            return kilobytesPerSecond * 1000;
        }

        @Override
        public boolean impaired(Leg leg) {
            return leg.time().compareTo(Duration.ofMillis(800)) >= 0;
        }

        @Override
        public boolean plain(Leg leg) {
            return leg.time().compareTo(Duration.ofMillis(500)) < 0;
        }

        @Override
        public long degree(Leg leg) {
            return leg.time().toNanos();
        }

        @Override
        public String ofImpaired(Leg leg) {
            return rate(leg) + " KB/s at most, asked " + kilobytesPerSecond;
        }

        @Override
        public String ofPlain(Leg leg) {
            return rate(leg) + " KB/s at least";
        }

        private static String rate(Leg leg) {
            double seconds = Math.max(1, leg.time().toNanos()) / 1e9;
            return String.format(Locale.ROOT, "%.1f", leg.bytes() / seconds / 1000);
        }
    }

    /**
     * Bytes that come in hundreds of slices. A receiver that is late finds some of them together, and what is not sliced comes in a
     * few pieces too, for it does not fit one read.
     */
    record Pieces(int sliceBytes) implements Passage {
        private static final int SLICES = 256;

        @Override
        public int bytes() {
            return SLICES * sliceBytes;
        }

        @Override
        public boolean impaired(Leg leg) {
            return leg.pieces() >= SLICES / 4;
        }

        @Override
        public boolean plain(Leg leg) {
            return leg.pieces() <= SLICES / 8;
        }

        @Override
        public long degree(Leg leg) {
            return leg.pieces();
        }

        @Override
        public String ofImpaired(Leg leg) {
            return bytes() + " bytes in " + leg.pieces() + " pieces at least, asked " + SLICES;
        }

        @Override
        public String ofPlain(Leg leg) {
            return "in " + leg.pieces() + " at most";
        }
    }
}
