package dev.faultline.harness.generator;

/**
 * A part of a {@linkplain Generators#mix(Weighted, Weighted...) mix}, and how often it is chosen.
 *
 * @param weight 1 to 1,000,000; a part with weight 3 is chosen three times as often as one with weight 1
 */
public record Weighted(int weight, Generator generator) {
    private static final int MOST = 1_000_000;

    public Weighted {
        if (weight < 1 || weight > MOST) {
            throw new IllegalArgumentException("weight must be 1 to " + MOST + ", not " + weight);
        }
    }

    /**
     * A part and its weight.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
     * mix(weighted(9, reads), weighted(1, writes)) // nine reads for a write
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code weight} is not 1 to 1,000,000
     */
    public static Weighted weighted(int weight, Generator generator) {
        return new Weighted(weight, generator);
    }
}
