package dev.faultline.nodeimage.provision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This machine. */
final class LocalMachine implements Machine {

    private static final Logger log = LoggerFactory.getLogger(LocalMachine.class);

    @Override
    public Result run(Command command) {
        try {
            // Files, not pipes: nothing has to be read while the command runs, and a daemon that it leaves behind
            // cannot hold a pipe open.
            Path out = Files.createTempFile("faultline", ".out");
            Path err = Files.createTempFile("faultline", ".err");
            try {
                return run(command, out, err);
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result run(Command command, Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(command.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException notFound) {
            return new Result(Result.NOT_FOUND, "", command.words().get(0) + ": not found");
        }
        long started = nanos();
        boolean ended = await(process, command, out, err);
        Result result = new Result(ended ? process.exitValue() : Result.TIMED_OUT, text(out), text(err));
        log.debug("{} -> {} after {} ms", command, result.exit(), (nanos() - started) / 1_000_000);
        return result;
    }

    private static boolean await(Process process, Command command, Path out, Path err) throws IOException {
        try {
            Duration first = command.firstOutput();
            boolean ended = false;
            if (first != null) {
                ended = process.waitFor(first.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended && Files.size(out) + Files.size(err) == 0) {
                    kill(process);
                    return false;
                }
            }
            ended = ended || process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                kill(process);
            }
            return ended;
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new ProvisioningException("interrupted while running: " + command);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Programs may print anything, so a byte that is not UTF-8 is replaced. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public Optional<String> read(Path path) {
        try {
            return Optional.of(text(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(Path path, String text) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new ProvisioningException("cannot write " + path + ": " + e.getMessage());
        }
    }

    @Override
    public void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new ProvisioningException("cannot delete " + path + ": " + e.getMessage());
        }
    }

    @Override
    public long freeBytes(Path path) {
        @Nullable Path existing = path.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return existing == null ? 0 : Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    @Override
    public boolean runs(String program) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().command().stream())
                .anyMatch(command -> command.endsWith("/" + program));
    }

    @Override
    public boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException("interrupted while waiting");
        }
    }
}
