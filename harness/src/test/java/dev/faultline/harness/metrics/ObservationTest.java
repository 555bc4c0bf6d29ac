package dev.faultline.harness.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.store.RoleChange;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.system.TellsRole;
import dev.faultline.harness.system.TellsRole.Role;
import dev.faultline.harness.system.TellsRole.Standing;
import dev.faultline.harness.time.Await;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PACE = Duration.ofMillis(5);

    @TempDir
    Path path;

    private final Clock clock = Clock.system();

    private static <T> List<T> read(Path file, Class<T> type) {
        List<T> lines = new ArrayList<>();
        try {
            JsonLines.read(file, type, lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    @Test
    void every_node_is_asked_whether_it_serves_and_who_leads_is_kept() {
        StagedCluster cluster = new StagedCluster(3);
        cluster.host("n3").crash();
        RunFolder folder = new RunFolder(path);
        try (Observation observation = new Observation(cluster, cluster.system, folder, clock, clock.nanos())) {
            boolean all = Await.until(
                    clock,
                    PATIENCE,
                    PACE,
                    () -> read(folder.nodeMetrics(), NodeSample.class).stream()
                                            .map(NodeSample::node)
                                            .distinct()
                                            .count()
                                    == 3
                            && read(folder.roles(), RoleChange.class).size() == 3);
            assertThat(all).isTrue();
            observation.end();
        }
        assertThat(read(folder.nodeMetrics(), NodeSample.class))
                .allSatisfy(sample -> assertThat(sample.values())
                        .containsOnlyKeys(sample.node().equals("n3") ? "noAnswerMillis" : "responseMillis"));
        assertThat(read(folder.roles(), RoleChange.class))
                .extracting(change -> change.node() + " " + change.role())
                .containsExactly("n1 follower", "n2 leader", "n3 follower");
    }

    @Test
    void a_node_that_cannot_be_asked_leaves_a_gap_and_is_asked_again() {
        AtomicInteger asked = new AtomicInteger();
        Repeated repeated = new Repeated("test", Duration.ofMillis(1), clock, () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("connection lost");
            }
        });
        assertThat(Await.until(clock, PATIENCE, PACE, () -> asked.get() > 2)).isTrue();
        repeated.end();
        repeated.await(PATIENCE);
        int last = asked.get();
        assertThat(Await.until(clock, Duration.ofMillis(50), PACE, () -> asked.get() > last))
                .isFalse();
    }

    @Test
    void a_node_is_written_down_when_its_role_changes_or_it_leads_in_a_new_term() {
        Iterator<Optional<Standing>> seen = List.of(
                        standing(Role.FOLLOWER, 2L),
                        standing(Role.FOLLOWER, 3L),
                        standing(Role.LEADER, 4L),
                        standing(Role.LEADER, 4L),
                        standing(Role.LEADER, 6L),
                        Optional.<Standing>empty(),
                        Optional.<Standing>empty(),
                        standing(Role.CANDIDATE, null))
                .iterator();
        StagedCluster cluster = new StagedCluster(1);
        AtomicLong now = new AtomicLong();
        TellsRole system = node -> seen.next();
        Path file = path.resolve("roles.jsonl");
        try (JsonLines out = new JsonLines(file)) {
            Runnable look = new Roles(out).of(cluster.node("n1"), system, now::incrementAndGet);
            while (seen.hasNext()) {
                look.run();
            }
        }
        assertThat(read(file, RoleChange.class))
                .containsExactly(
                        new RoleChange(1, "n1", RoleChange.FOLLOWER, 2L),
                        new RoleChange(3, "n1", RoleChange.LEADER, 4L),
                        new RoleChange(5, "n1", RoleChange.LEADER, 6L),
                        new RoleChange(6, "n1", RoleChange.SILENT, null),
                        new RoleChange(8, "n1", RoleChange.CANDIDATE, null));
    }

    private static Optional<Standing> standing(Role role, @Nullable Long term) {
        return Optional.of(new Standing(role, term));
    }
}
