package dev.faultline.harness.generator;

/**
 * What some clients do for the whole of a run, and nobody else.
 *
 * @param threads how many clients, 0 or more; {@link #ALL_OTHERS} for those that no role before it has
 */
public record Role(int threads, Generator generator) {
    /** As many as are left. */
    public static final int ALL_OTHERS = -1;

    public Role {
        if (threads < ALL_OTHERS) {
            throw new IllegalArgumentException("a role must have 0 threads or more, not " + threads);
        }
    }

    /**
     * A role for so many clients.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
     * roles(role(2, writes), role(3, reads)) // threads 0 and 1 write, 2 to 4 read, more have no part
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code threads} is negative
     */
    public static Role role(int threads, Generator generator) {
        if (threads < 0) {
            throw new IllegalArgumentException("a role must have 0 threads or more, not " + threads);
        }
        return new Role(threads, generator);
    }

    /**
     * The role of all clients that have no other; the last in its list.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
     * roles(role(2, writes), others(reads)) // threads 0 and 1 write, all others read
     * }</pre>
     */
    public static Role others(Generator generator) {
        return new Role(ALL_OTHERS, generator);
    }

    boolean takesOthers() {
        return threads == ALL_OTHERS;
    }
}
