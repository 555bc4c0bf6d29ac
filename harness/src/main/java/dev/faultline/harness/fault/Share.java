package dev.faultline.harness.fault;

/**
 * A kind of fault's part in a mix.
 *
 * @param weight how often it is dealt in a round in which a kind of weight 1 is dealt once
 * @param most how many of it a plan holds at most
 */
public record Share(FaultKind kind, int weight, int most) {
    public static final int WEIGHT_MAX = 100;

    public Share {
        if (weight < 1 || weight > WEIGHT_MAX) {
            throw new IllegalArgumentException("weight must be 1 to " + WEIGHT_MAX + ", not " + weight);
        }
        if (most < 1) {
            throw new IllegalArgumentException("most must be 1 or more, not " + most);
        }
    }

    /** As often as any other, without limit. */
    public static Share of(FaultKind kind) {
        return new Share(kind, 1, Integer.MAX_VALUE);
    }
}
