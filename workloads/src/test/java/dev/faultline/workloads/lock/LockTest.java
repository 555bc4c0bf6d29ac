package dev.faultline.workloads.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.sanity.Stats;
import dev.faultline.checkers.verdict.Finding;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTest {
    private static final Lock WORKLOAD = new Lock();

    private static Finding judge(long seed, Map<String, String> options) throws Exception {
        VirtualLocks world = VirtualLocks.run(seed, options);
        return WORKLOAD.checker(world.options()).find(world.history());
    }

    private static int overlapping(Finding finding) {
        return (Integer) finding.details().get("overlapping holds");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_resource_that_takes_all_writes_sees_stalled_holders_write_too_late(long seed) throws Exception {
        Finding finding = judge(seed, Map.of("fencing", "none"));
        assertThat(finding.verdict().word()).isEqualTo("invalid");
        assertThat(overlapping(finding)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fencing_tokens_keep_the_effects_apart_though_two_believe_to_hold_the_lock(long seed) throws Exception {
        Finding finding = judge(seed, Map.of("fencing", "token"));
        assertThat(finding.verdict().word()).isEqualTo("valid");
        assertThat(overlapping(finding)).isPositive();
    }

    @Test
    void holders_that_never_stall_need_no_fencing() throws Exception {
        Finding finding = judge(1, Map.of("fencing", "none", "stalls", "0"));
        assertThat(finding.verdict().word()).isEqualTo("valid");
        assertThat(overlapping(finding)).isZero();
    }

    @Test
    void a_stalled_holder_goes_on_with_a_write_and_does_nothing_for_longer_than_its_lease() throws Exception {
        History history = VirtualLocks.run(1, Map.of("stalls", "100")).history();
        Map<ProcessId, Long> last = new HashMap<>();
        int stalls = 0;
        for (Operation operation : history.operations()) {
            Long ended = last.put(operation.process(), operation.completedAt());
            boolean silent = ended != null && operation.invokedAt() - ended > 2_000_000_000L;
            if (silent && operation.invokedAt() < 40_000_000_000L) {
                stalls++;
                assertThat(operation.function()).isEqualTo("write");
            }
        }
        assertThat(stalls).isGreaterThan(5);
    }

    @Test
    void every_function_succeeds_often() throws Exception {
        Map<String, Stats.Counts> counts =
                Stats.count(VirtualLocks.run(1, Map.of()).history());
        assertThat(counts).containsOnlyKeys(WORKLOAD.functions());
        assertThat(counts.values()).allMatch(count -> count.ok() > 10);
    }

    @Test
    void the_same_seed_gives_the_same_history_to_the_byte() throws Exception {
        assertThat(VirtualLocks.run(7, Map.of()).text())
                .isEqualTo(VirtualLocks.run(7, Map.of()).text())
                .isNotEqualTo(VirtualLocks.run(8, Map.of()).text());
    }
}
