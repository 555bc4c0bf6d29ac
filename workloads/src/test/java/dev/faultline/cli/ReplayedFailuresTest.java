package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Seed;
import dev.faultline.replay.Comparison;
import dev.faultline.replay.Failure;
import dev.faultline.replay.ReplayRecord;
import dev.faultline.replay.Rerun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Failures of many kinds, each made again. */
class ReplayedFailuresTest {
    private static final int SEEDS_MAX = 30;
    private static final int EACH = 2;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--workload set --option bug=ack-before-quorum --faults partition --targets leader,one,minority --time-limit 12 --rate 100",
                "--workload register --option bug=stale-leader-read --faults partition --targets leader,one --time-limit 12 --rate 60",
                "--workload register --option bug=fsync-skipped --faults kill=3,disk --targets majority,all --time-limit 20 --rate 60",
                "--workload counter --option resend=yes --option bug=retry-applied-twice --faults loss --targets leader,one --time-limit 12 --rate 60",
                "--workload tasks --option bug=task-done-twice --faults pause --targets one,minority --time-limit 12 --rate 60",
            })
    void found_failures_come_out_the_same(String words) throws InterruptedException {
        Clock clock = Clock.system();
        List<Long> replayed = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS_MAX && replayed.size() < EACH; seed++) {
            Test test = test(words, seed);
            try (Rerun found = Rerun.of(test, clock)) {
                if (!found.verdict().verdict().equals("invalid")) {
                    continue;
                }
                RunFolder run = found.folder();
                new Failure(test, run).keep();
                try (Rerun again = Rerun.of(test(words, seed), clock)) {
                    assertThat(new Comparison(ReplayRecord.read(run.recipe()), Optional.of(run), again.folder())
                                    .difference())
                            .isEmpty();
                }
                replayed.add(seed);
            }
        }
        assertThat(replayed).hasSize(EACH);
    }

    private static Test test(String words, long seed) {
        RunCommand run = new RunCommand();
        new CommandLine(run).parseArgs(("--system single-leader --fault-interval 500ms " + words).split(" "));
        return run.options.resolve(new Seed(seed));
    }
}
