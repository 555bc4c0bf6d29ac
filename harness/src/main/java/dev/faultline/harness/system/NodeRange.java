package dev.faultline.harness.system;

/**
 * How many nodes a system can have.
 *
 * @param preset how many it has when nothing is said
 */
public record NodeRange(int least, int most, int preset) {
    /** Of a cluster of any size: five unless said otherwise, twenty at most, as many as one machine bears. */
    public static final NodeRange ANY = new NodeRange(1, 20, 5);

    /** Of a system that has no peers. */
    public static final NodeRange ONE = new NodeRange(1, 1, 1);

    public NodeRange {
        if (least < 1 || preset < least || most < preset) {
            throw new IllegalArgumentException("preset: must be " + least + " to " + most + ", not " + preset);
        }
    }

    public boolean contains(int nodes) {
        return nodes >= least && nodes <= most;
    }

    /** {@code 1 to 20}, or {@code 1}. */
    @Override
    public String toString() {
        return least == most ? Integer.toString(least) : least + " to " + most;
    }
}
