package dev.faultline.cli;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Pair;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The peer to compare with: Porcupine, a checker in Go, by a small program that is built when there is a Go toolchain. */
final class Porcupine {
    private static final Set<String> MODELS = Set.of("register", "cas-register", "kv");
    private static final int BUILD_SECONDS = 180;

    private final Path program;
    private final Path folder;

    private Porcupine(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * Builds the program.
     *
     * @param folder for the program and for histories
     * @throws IOException when it cannot be built; the message says why in one line
     */
    static Porcupine build(Path folder) throws IOException, InterruptedException {
        Path sources = Path.of(System.getProperty("faultline.home", "."), "checkers", "bench", "porcupine");
        if (!Files.isDirectory(sources)) {
            throw new IOException("its sources are not at " + sources);
        }
        Path program = folder.resolve("porcupine");
        List<String> said = run(
                Duration.ofSeconds(BUILD_SECONDS),
                sources,
                folder,
                List.of(go(), "build", "-o", program.toAbsolutePath().toString(), "."));
        if (!Files.isExecutable(program)) {
            throw new IOException("go build: " + (said.isEmpty() ? "made nothing" : said.get(said.size() - 1)));
        }
        return new Porcupine(program, folder);
    }

    private static String go() throws IOException {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/local/go/bin"))
                .map(folder -> Path.of(folder, "go"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("no Go toolchain on the PATH"))
                .toString();
    }

    /** Times it on the history; null for a model that the program does not have. */
    @Nullable
    Timing time(String model, boolean keyed, History history, Duration limit, int repeat)
            throws IOException, InterruptedException {
        if (!MODELS.contains(model)) {
            return null;
        }
        Path file = folder.resolve("operations.csv");
        write(history, keyed, file);
        List<String> command = new ArrayList<>(List.of(
                program.toAbsolutePath().toString(), "-limit", limit.toMillis() + "ms", "-repeat", "" + repeat));
        command.addAll(List.of("-patience", Timing.PATIENCE.toMillis() + "ms", model, file.toString()));
        // The first check, those to warm up, and those that count: none of them longer than the limit.
        List<String> said =
                run(limit.plusSeconds(60).plus(Timing.PATIENCE.multipliedBy(repeat + 2L)), folder, folder, command);
        String[] words = said.isEmpty() ? new String[0] : said.get(0).split(" ");
        if (words.length != 3) {
            return new Timing("crashed", limit.toMillis(), limit.toMillis());
        }
        return new Timing(words[0], Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    private static List<String> run(Duration limit, Path where, Path folder, List<String> command)
            throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return List.of();
            }
            return Files.readAllLines(said, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }

    private static void write(History history, boolean keyed, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Operation operation : history.judged()) {
                out.write(line(operation, keyed));
                out.newLine();
            }
        }
    }

    private static String line(Operation operation, boolean keyed) {
        Object key = keyed ? first(operation.argument()) : 0L;
        Object argument = keyed ? second(operation.argument()) : operation.argument();
        Object result = keyed ? second(operation.result()) : operation.result();
        boolean two = operation.function().equals("cas");
        boolean reads =
                operation.function().equals("read") || operation.function().equals("get");
        return String.join(
                ",",
                Integer.toString(operation.invokedRank()),
                operation.isOk() ? Integer.toString(operation.completedRank()) : "",
                operation.process().toString(),
                text(key),
                operation.function(),
                text(two ? first(argument) : argument),
                two ? text(second(argument)) : "",
                reads && operation.isOk() ? text(result) : "");
    }

    private static @Nullable Object first(@Nullable Object pair) {
        return pair(pair).first();
    }

    private static @Nullable Object second(@Nullable Object pair) {
        return pair(pair).second();
    }

    private static Pair pair(@Nullable Object value) {
        return value instanceof List<?> list && list.size() == 2
                ? new Pair(list.get(0), list.get(1))
                : new Pair(value, null);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value instanceof String string ? string : Edn.print(value);
    }
}
