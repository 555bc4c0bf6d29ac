package dev.faultline.suites;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A harness in a process of its own, as a user starts it, so that it can be killed and interrupted. */
final class Harness {
    private final Process process;
    private final Path output;
    private final Path results;

    private Harness(Process process, Path output, Path results) {
        this.process = process;
        this.output = output;
        this.results = results;
    }

    /** Starts {@code faultline} with these arguments, its results in a folder of the test's. */
    static Harness start(Path results, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.faultline.cli.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--results", results.toString()));
        Path output = Files.createTempFile(results, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Harness(process, output, results);
    }

    /** Starts and waits for the end. */
    static Harness run(Path results, String... arguments) throws IOException, InterruptedException {
        Harness harness = start(results, arguments);
        harness.process.waitFor();
        System.out.println(harness.output());
        return harness;
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL: no hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGINT, as Ctrl-C sends it. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    String output() throws IOException {
        return Files.readString(output, UTF_8);
    }

    /** The folder of the one run there is. */
    RunFolder folder() throws IOException {
        try (Stream<Path> files = Files.walk(results)) {
            return new RunFolder(files.filter(file -> file.endsWith("test.json"))
                    .map(Path::getParent)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no run in " + results)));
        }
    }

    boolean hasRecorded(String text) throws IOException {
        try (Stream<Path> files = Files.walk(results)) {
            for (Path history :
                    files.filter(file -> file.endsWith("history.edn")).toList()) {
                if (Files.readString(history, UTF_8).contains(text)) {
                    return true;
                }
            }
        } catch (UncheckedIOException e) {
            // A file that was there a moment ago has got its final name: whoever asks, asks again.
            return false;
        }
        return false;
    }

    VerdictRecord verdict() throws IOException {
        return Json.read(folder().verdict(), VerdictRecord.class);
    }

    FaultsRecord faults() throws IOException {
        return Json.read(folder().faults(), FaultsRecord.class);
    }

    /** What a command prints, one entry a line. */
    static List<String> lines(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        process.waitFor();
        return lines;
    }
}
