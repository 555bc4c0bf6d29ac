package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A machine of which a test says how it answers. A command is answered by the longest of the known beginnings that it
 * has; one that has none of them is not found. Time passes only in {@link #pause}.
 */
final class ScriptedMachine implements Machine {

    static final Path OS_RELEASE = Path.of("/etc/os-release");
    static final String DEBIAN = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n";
    static final String FEDORA = "PRETTY_NAME=\"Fedora Linux 42\"\nID=fedora\n";

    final Map<Path, String> files = new HashMap<>(Map.of(OS_RELEASE, DEBIAN));
    final Map<String, String> variables = new HashMap<>();
    final Set<String> programs = new HashSet<>();
    final List<Command> commands = new ArrayList<>();
    boolean root = true;
    long freeBytes = 100L << 30;

    private final Map<String, Supplier<Result>> answers = new LinkedHashMap<>();
    private long nanos;

    static Result says(String out) {
        return new Result(0, out, "");
    }

    static Result fails(String err) {
        return new Result(1, "", err);
    }

    ScriptedMachine on(String beginning, Result answer) {
        return on(beginning, () -> answer);
    }

    ScriptedMachine on(String beginning, Supplier<Result> answer) {
        answers.put(beginning, answer);
        return this;
    }

    /** What was run, as messages show it. */
    List<String> lines() {
        return commands.stream().map(Command::toString).toList();
    }

    @Override
    public Result run(Command command) {
        commands.add(command);
        String line = command.toString();
        return answers.keySet().stream()
                .filter(line::startsWith)
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .map(beginning -> answers.get(beginning).get())
                .orElseGet(() -> new Result(Result.NOT_FOUND, "", line + ": not found"));
    }

    @Override
    public boolean exists(Path path) {
        return files.containsKey(path);
    }

    @Override
    public Optional<String> read(Path path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public void write(Path path, String text) {
        files.put(path, text);
    }

    @Override
    public void delete(Path path) {
        files.remove(path);
    }

    @Override
    public long freeBytes(Path path) {
        return freeBytes;
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public boolean runs(String program) {
        return programs.contains(program);
    }

    @Override
    public boolean isRoot() {
        return root;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pause(Duration duration) {
        nanos += duration.toNanos();
    }
}
