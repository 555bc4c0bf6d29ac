package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One seed in processes of their own, and on every JDK that is there. */
class SameOnAnyMachineTest {
    private static final List<String> FILES = List.of(
            "history.edn",
            "faults.json",
            "schedule.json",
            "events.jsonl",
            "verdict.json",
            "results.edn",
            "metrics.json");
    private static final Path JDKS = Path.of("/usr/lib/jvm");
    private static final String OURS = System.getProperty("java.home");

    @TempDir
    Path folder;

    @Test
    void a_seed_makes_the_same_run_to_the_byte_in_every_jvm() throws Exception {
        List<Path> homes = new ArrayList<>(List.of(Path.of(OURS)));
        homes.addAll(others());
        if (homes.size() == 1) {
            System.err.println("!!! ONE JDK ONLY: that a seed is the same on another was not tried !!!");
            homes.add(Path.of(OURS));
        }
        Path first = run(homes.get(0), 0);
        for (int i = 1; i < homes.size(); i++) {
            Path other = run(homes.get(i), i);
            for (String file : FILES) {
                assertThat(untimed(other.resolve(file)))
                        .as(file + " by " + homes.get(i) + " and by " + homes.get(0))
                        .isNotEmpty()
                        .isEqualTo(untimed(first.resolve(file)));
            }
        }
    }

    /** All but how long this machine took to check. */
    private static String untimed(Path file) throws IOException {
        return Files.readString(file).replaceFirst("\"checkMillis\" : [0-9]+", "");
    }

    /** One JDK of each other version that can run us, whatever links lead to it. */
    private static List<Path> others() throws IOException {
        if (!Files.isDirectory(JDKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(JDKS)) {
            return all.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .map(SameOnAnyMachineTest::real)
                    .distinct()
                    .filter(home -> !home.equals(real(Path.of(OURS))))
                    .sorted()
                    .toList();
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path run(Path home, int number) throws IOException, InterruptedException {
        Path results = folder.resolve("jvm-" + number);
        Path said = folder.resolve("said-" + number);
        Process process = new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--system",
                        "single-leader",
                        "--faults",
                        "partition,kill,clock,pause,slow,loss,restart,disk,membership",
                        "--fault-interval",
                        "0s",
                        "--time-limit",
                        "90s",
                        "--rate",
                        "50",
                        "--objective",
                        "availability>=0%",
                        "--seed",
                        "7",
                        "--results",
                        results.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        try (Stream<Path> files = Files.find(results, 3, (file, a) -> file.endsWith("history.edn"))) {
            return files.findFirst().orElseThrow().getParent();
        }
    }
}
