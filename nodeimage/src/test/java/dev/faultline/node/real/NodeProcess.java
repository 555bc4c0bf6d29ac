package dev.faultline.node.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own. */
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final Path said;

    private NodeProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** From this test's class path. */
    static NodeProcess start(Class<?> main, Path said, String... arguments) {
        return start(List.of("-cp", System.getProperty("java.class.path"), main.getName()), said, arguments);
    }

    /** From the runnable jar. */
    static NodeProcess ofJar(Path jar, Path said, String... arguments) {
        return start(List.of("-jar", jar.toString()), said, arguments);
    }

    private static NodeProcess start(List<String> what, Path said, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        command.add("-Xmx128m");
        command.addAll(what);
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                    .start();
            return new NodeProcess(process, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    int exitCode() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the process goes on; it said: " + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
