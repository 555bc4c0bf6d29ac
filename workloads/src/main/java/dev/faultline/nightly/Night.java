package dev.faultline.nightly;

import dev.faultline.harness.report.Failure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code nightly.json}: what one night ran.
 *
 * @param began as an instant in UTC
 * @param budgetSeconds the time that it was given
 * @param tests in the order of the matrix
 */
public record Night(String began, long budgetSeconds, List<Tested> tests) {
    public Night {
        tests = List.copyOf(tests);
    }

    /**
     * One test of the matrix.
     *
     * @param name its line of the matrix
     * @param runs none when the time was up before it was its turn
     */
    public record Tested(String name, List<Ran> runs) {
        public Tested {
            runs = List.copyOf(runs);
        }

        /** What it runs, whatever is expected of it: an expectation that was corrected resolves a failure too. */
        String test() {
            return name.replaceAll("\\s*--expect[ =]\\S+", "").strip();
        }

        /** Whether a run did not come out as expected. */
        public boolean failed() {
            return runs.stream().anyMatch(run -> !run.asExpected());
        }
    }

    /**
     * One run.
     *
     * @param verdict {@code valid}, {@code invalid}, {@code unknown}, or {@code crashed} when the harness gave none
     * @param sentence the verdict's reason
     * @param story further sentences
     * @param report where its report lies, below the results; null when there is none
     * @param command runs the same test again
     */
    public record Ran(
            long seed,
            String verdict,
            String expected,
            String sentence,
            List<String> story,
            @Nullable String report,
            String command,
            double seconds) {
        public Ran {
            story = List.copyOf(story);
        }

        public boolean asExpected() {
            return verdict.equals(expected);
        }
    }

    /** Whether every run of it came out as expected. */
    public boolean clean() {
        return tests.stream().noneMatch(Tested::failed);
    }

    /**
     * What has become of a test's failure since another night; empty when it failed in neither, or was not run in this one.
     *
     * @param before null for the first night
     */
    public Optional<Failure> since(@Nullable Night before, Tested test) {
        return test.runs().isEmpty()
                ? Optional.empty()
                : Failure.of(before != null && before.failedIn(test), test.failed());
    }

    private boolean failedIn(Tested test) {
        return tests.stream().anyMatch(other -> other.test().equals(test.test()) && other.failed());
    }
}
