package dev.faultline.node.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.faultline.node.Bug;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options are as they are written, and what is no option is refused by name. */
class LeaderOptionsTest {

    @Test
    void without_options_it_is_the_strongest_cluster() {
        LeaderOptions options = LeaderOptions.of(Map.of());
        assertThat(options.reads()).isEqualTo(LeaderOptions.Reads.INDEX);
        assertThat(options.replication()).isEqualTo(LeaderOptions.Replication.QUORUM);
        assertThat(options.bugs()).isEmpty();
    }

    @Test
    void options_are_taken_by_name() {
        LeaderOptions options = LeaderOptions.of(Map.of(
                "reads",
                "lease",
                "replication",
                "async",
                "election-millis",
                "900",
                "bug",
                "lock-without-fencing, task-done-twice"));
        assertThat(options.reads()).isEqualTo(LeaderOptions.Reads.LEASE);
        assertThat(options.replication()).isEqualTo(LeaderOptions.Replication.ASYNC);
        assertThat(options.electionNanos()).isEqualTo(900_000_000L);
        assertThat(options.bugs()).containsExactlyInAnyOrder(Bug.LOCK_WITHOUT_FENCING, Bug.TASK_DONE_TWICE);
    }

    @Test
    void a_bug_of_leases_brings_leases_and_is_nothing_without() {
        assertThat(LeaderOptions.of(Map.of("bug", "lease-without-drift-bound")).reads())
                .isEqualTo(LeaderOptions.Reads.LEASE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeaderOptions.of(Map.of("bug", "lease-without-drift-bound", "reads", "log")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reads | quorum | reads: "quorum" is none of index, lease, log, local
            replication | both | replication: "both" is none of quorum, async
            read | index | no option "read" (batch-bytes, bug, election-millis
            request-millis | 0 | request-millis: a whole number from 1 to 600000, not "0"
            request-millis | 1s | request-millis: a whole number from 1 to 600000, not "1s"
            election-millis | 100 | election-millis: at least three times heartbeat-millis, 150, not 100
            bug | ack | bug: "ack" is none of ack-before-quorum, stale-leader-read
            """)
    void what_is_no_option_is_refused_with_what_there_is(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SingleLeaderFactory().create(1, new TreeMap<>(), Map.of(name, value)))
                .withMessageStartingWith(message);
    }
}
