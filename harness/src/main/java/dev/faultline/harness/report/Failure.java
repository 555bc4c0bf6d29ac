package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What has become of a failure: of a verdict that was not the expected one, seen among the other runs of the same
 * {@link Configuration}. The index and the nightly summary use the same words.
 */
public enum Failure {
    /** It fails now, and did not the time before, or there was none. */
    NEW,
    /** It fails now, and did the time before. */
    ONGOING,
    /** It does not fail any more, and did the time before. */
    RESOLVED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Two sets of runs of one configuration compared: of tonight and of the last night, say.
     *
     * @param before whether any failed the time before; false when there was no such time
     * @param now whether any fails now
     * @return empty when none failed either time
     */
    public static Optional<Failure> of(boolean before, boolean now) {
        if (now) {
            return Optional.of(before ? ONGOING : NEW);
        }
        return before ? Optional.of(RESOLVED) : Optional.empty();
    }

    /**
     * Each failed run among all others of its configuration: resolved when a later one did not fail; else ongoing when more than
     * one failed since, this one included; else new.
     *
     * @param runs newest first
     * @param configuration what makes two runs the same test
     * @param judged runs without a verdict tell nothing, neither of themselves nor of others
     * @return an entry for each run that failed, by identity or equality of the runs
     */
    public static <R, C> Map<R, Failure> among(
            List<R> runs, Function<R, C> configuration, Predicate<R> judged, Predicate<R> failed) {
        Map<C, List<R>> tests = new HashMap<>();
        runs.stream()
                .filter(judged)
                .forEach(run -> tests.computeIfAbsent(configuration.apply(run), c -> new ArrayList<>())
                        .add(run));
        Map<R, Failure> states = new HashMap<>();
        for (List<R> test : tests.values()) {
            int streak = 0;
            while (streak < test.size() && failed.test(test.get(streak))) {
                streak++;
            }
            for (int i = 0; i < test.size(); i++) {
                if (failed.test(test.get(i))) {
                    states.put(
                            test.get(i),
                            i >= streak ? RESOLVED : of(streak > 1, true).orElseThrow());
                }
            }
        }
        return states;
    }
}
