package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** etcd's registers do not depend on the wall clock, whatever it does on some of the nodes. */
@ExtendWith(Containers.class)
class EtcdClockIT {
    private static final Duration TO_BEGIN = Duration.ofMinutes(3);
    private static final Duration PACE = Duration.ofMillis(200);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private static final String SCHEDULE = """
            {"version": 1, "faults": [
              {"kind": "clock", "shape": "bump", "targets": ["n1", "n2"], "amount": 60000, "atMillis": 1000, "holdMillis": 7000},
              {"kind": "clock", "shape": "drift", "targets": ["n1", "n2"], "amount": 100000, "atMillis": 10000,
               "holdMillis": 15000},
              {"kind": "clock", "shape": "freeze", "targets": ["n3"], "atMillis": 28000, "holdMillis": 3000, "amount": 0},
              {"kind": "clock", "shape": "strobe", "targets": ["n1", "n2", "n3"], "amount": 200, "everyMillis": 500,
               "atMillis": 34000, "holdMillis": 4000}]}
            """;

    @TempDir
    Path results;

    @Test
    void registers_stay_linearizable_while_the_clocks_of_some_nodes_and_no_others_are_moved() throws Exception {
        Path schedule = Files.writeString(results.resolve("schedule.json"), SCHEDULE);
        Harness run =
                Harness.start(results, "run", "--nodes=5", "--schedule=" + schedule, "--time-limit=42", "--seed=7");
        standsFor(run, 1, Duration.ofSeconds(1));
        compact(run);
        double now = System.currentTimeMillis() / 1e3;
        for (String node : List.of("n1", "n3")) {
            assertThat(new BigDecimal(on(run, node, "date +%s.%N")).doubleValue() - now)
                    .as("date on " + node)
                    .isBetween(-5.0, 20.0);
        }
        standsFor(run, 2, Duration.ofSeconds(10));
        compact(run);

        assertThat(run.exitCode()).isZero();
        System.out.println(run.output());
        assertThat(run.verdict().verdict()).isEqualTo("valid");
        assertThat(run.faults().faults())
                .hasSize(4)
                .allMatch(window -> window.proof() != null && window.proof().proved());
        assertThat(run.output()).contains("elsewhere at most").contains("ms at the end and in between -200.");
        List<LocalDateTime> right = compactions(run, "n5");
        assertThat(right).hasSize(2);
        for (String node : List.of("n1", "n2")) {
            assertThat(ahead(run, node, right, 0)).as(node + " bumped").isBetween(57.0, 63.0);
            assertThat(ahead(run, node, right, 1)).as(node + " drifting").isBetween(0.7, 2.5);
        }
        for (String node : List.of("n3", "n4")) {
            assertThat(ahead(run, node, right, 0)).as(node).isBetween(-0.5, 0.5);
            assertThat(ahead(run, node, right, 1)).as(node).isBetween(-0.5, 0.5);
        }
    }

    /** Waits until a fault has been in force for so long. */
    private static void standsFor(Harness run, int number, Duration time) {
        await().atMost(TO_BEGIN).pollInterval(PACE).until(() -> run.hasRecorded(":value \"F" + number + " clock "));
        long from = System.nanoTime();
        await().atMost(TO_BEGIN).pollInterval(PACE).until(() -> System.nanoTime() - from > time.toNanos());
    }

    /** Each member logs that it compacts, with the time that it sees. */
    private static void compact(Harness run) throws Exception {
        String etcdctl = "ETCDCTL_API=3 etcdctl --endpoints=http://$(hostname -i):2379 ";
        String said = on(
                run,
                "n5",
                etcdctl + "compact $(" + etcdctl + "get x -w json | sed 's/.*\"revision\":\\([0-9]*\\).*/\\1/')");
        assertThat(said).startsWith("compacted revision");
    }

    /** The output of a command on a node of the run. */
    private static String on(Harness run, String node, String script) throws Exception {
        String container = Harness.lines("docker", "ps", "--format", "{{.Names}}").stream()
                .filter(name -> name.startsWith("faultline-" + run.pid() + "-") && name.endsWith("-" + node))
                .findFirst()
                .orElseThrow();
        return String.join("\n", Harness.lines("docker", "exec", container, "sh", "-c", script));
    }

    private static List<LocalDateTime> compactions(Harness run, String node) throws IOException {
        return Files.readAllLines(run.folder().logs(node).resolve("etcd.log")).stream()
                .filter(line -> line.contains("store.index: compact "))
                .map(line -> LocalDateTime.parse(line.substring(0, 26), STAMP))
                .toList();
    }

    private static double ahead(Harness run, String node, List<LocalDateTime> right, int which) throws IOException {
        return Duration.between(right.get(which), compactions(run, node).get(which))
                        .toNanos()
                / 1e9;
    }
}
