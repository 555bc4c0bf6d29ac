package dev.faultline.harness.objective;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run says of a figure.
 *
 * @param samples one per fault, side or run
 * @param gaps why there are not more, a clause each
 */
record Measured(List<Sample> samples, List<String> gaps) {
    Measured {
        samples = List.copyOf(samples);
        gaps = List.copyOf(gaps);
    }

    /**
     * @param atLeast whether it is only known to be no less
     * @param told as a clause with its numbers: {@code F3 (kill n2) took 14.2 s}
     */
    record Sample(double value, boolean atLeast, String told) {}

    static Measured gap(String why) {
        return new Measured(List.of(), List.of(why));
    }

    static Measured of(double value, String told) {
        return new Measured(List.of(new Sample(value, false, told)), List.of());
    }

    /** With what is said when there is neither a sample nor a gap. */
    Measured or(String why) {
        return samples.isEmpty() && gaps.isEmpty() ? gap(why) : this;
    }

    static Measured all(List<Measured> parts) {
        List<Sample> samples = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        for (Measured part : parts) {
            samples.addAll(part.samples);
            gaps.addAll(part.gaps);
        }
        return new Measured(samples, gaps);
    }
}
