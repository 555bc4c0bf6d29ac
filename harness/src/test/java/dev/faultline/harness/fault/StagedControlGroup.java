package dev.faultline.harness.fault;

/** What a kernel (version 1 of its interface) counts of processes that want half a core, hold 20 MB, and would cache without end. */
final class StagedControlGroup {
    static final double NO_CORES = Double.MAX_VALUE;
    static final long NO_BYTES = Long.MAX_VALUE;

    private static final double WANTED = 0.5;
    private static final long HELD = 20 << 20;
    private static final long PERIOD_NANOS = 100_000_000;

    private double cores = NO_CORES;
    private long bytes = NO_BYTES;
    private long since;
    private long used;
    private long throttled;
    private long throttledNanos;
    private long refaulted;

    void limit(double toCores, long toBytes) {
        cores = toCores;
        bytes = toBytes;
    }

    /** Time passes up to then. */
    void pass(long now) {
        long elapsed = now - since;
        since = now;
        used += (long) (elapsed * Math.min(WANTED, cores));
        if (cores < WANTED) {
            throttled += elapsed / PERIOD_NANOS;
            throttledNanos += (long) (elapsed * (WANTED - cores));
        }
        if (bytes != NO_BYTES) {
            refaulted += elapsed / PERIOD_NANOS;
        }
    }

    @Override
    public String toString() {
        return "cpu.nr_periods 7\ncpu.nr_throttled " + throttled + "\ncpu.throttled_time " + throttledNanos + "\nused "
                + used + "\nlimit " + bytes + "\nheld " + HELD + "\nrefaulted " + refaulted + "\n";
    }
}
