package dev.faultline.cli;

import dev.faultline.checkers.generate.GeneratedHistory;
import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.harness.option.Words;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline generate}: makes up histories whose verdict is known. */
@Command(
        name = "generate",
        description = {
            "Makes up a history in Jepsen's EDN format: clients whose calls overlap, on an object that is linearizable.",
            "It is valid, or has one violation that was planted near its end. The same options make the same file."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    @Parameters(
            paramLabel = "OBJECT",
            completionCandidates = Objects.class,
            description = "${COMPLETION-CANDIDATES}: also the model to check it with.")
    String object = "";

    @Option(
            names = "--operations",
            defaultValue = "10000",
            paramLabel = "N",
            description = "How many: 10 to 100000000. Default: ${DEFAULT-VALUE}.")
    int operations = 10_000;

    @Option(
            names = "--concurrency",
            defaultValue = "10",
            paramLabel = "N",
            description = "Clients: 1 to 1000. Default: ${DEFAULT-VALUE}.")
    int concurrency = 10;

    @Option(
            names = "--values",
            defaultValue = "unique",
            paramLabel = "HOW",
            description = "unique: no value is put twice; small: there are five. Default: ${DEFAULT-VALUE}.")
    String values = "unique";

    @Option(
            names = "--keys",
            defaultValue = "1",
            paramLabel = "N",
            description = {
                "Independent objects: 1 to 100000; values are [key v] when there are several",
                "(check --key-by value-tuple). Default: ${DEFAULT-VALUE}."
            })
    int keys = 1;

    @Option(
            names = "--crash-rate",
            defaultValue = "0",
            paramLabel = "P",
            description = {
                "Of operations that end in :info, 0 to 0.5: some took effect, some will, some never.",
                "Default: ${DEFAULT-VALUE}."
            })
    double crashRate;

    @Option(
            names = "--violation",
            defaultValue = "none",
            paramLabel = "WHICH",
            description = "none; late: one that is certain, near the end. Default: ${DEFAULT-VALUE}.")
    String violation = "none";

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(
            names = "--out",
            defaultValue = STANDARD_OUTPUT,
            paramLabel = "FILE",
            description = "Where to; replaced when it exists. Default: -, the standard output.")
    String out = STANDARD_OUTPUT;

    /** What {@code OBJECT} may be. */
    static final class Objects extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Objects() {
            super(new TreeSet<>(GeneratedHistory.objects()));
        }
    }

    @Override
    public Integer call() throws IOException {
        GeneratedHistory history = history();
        if (out.equals(STANDARD_OUTPUT)) {
            write(history, System.out);
            return ExitCode.VALID;
        }
        try (OutputStream file = Files.newOutputStream(Path.of(out))) {
            write(history, file);
        } catch (IOException e) {
            throw new IllegalArgumentException("--out: cannot write " + out + ": " + e.getMessage(), e);
        }
        return ExitCode.VALID;
    }

    private GeneratedHistory history() {
        if (!GeneratedHistory.objects().contains(object)) {
            throw Words.unknown("OBJECT", "object", object, GeneratedHistory.objects());
        }
        boolean unique = Words.lookUp("--values", "kind of values", values, Map.of("unique", true, "small", false));
        boolean late = Words.lookUp("--violation", "violation", violation, Map.of("none", false, "late", true));
        try {
            return new GeneratedHistory(object, operations, concurrency, keys, unique, crashRate, late, seed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--" + e.getMessage(), e);
        }
    }

    /** Writes the events as they are made: a long history needs no memory. */
    static void write(GeneratedHistory history, OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
        try {
            history.forEach(event -> line(event, buffered));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
        buffered.flush();
    }

    private static void line(Event event, OutputStream out) {
        try {
            out.write(HistoryWriter.line(event).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
