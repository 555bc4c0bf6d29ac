package dev.faultline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.faultline.checkers.history.HistoryFormatException;
import dev.faultline.checkers.linear.Algorithm;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.KeyBy;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Models;
import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.option.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline check}: judges recorded histories, wherever they come from. */
@Command(
        name = "check",
        description = {
            "Checks histories in Jepsen's EDN format, or the same as JSON, for linearizability or serializability, one line a file:",
            "name, verdict, operations, milliseconds. Ends with the worst verdict; a file that is no history is worse than any."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    static final String LIST_APPEND = "list-append";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "Histories: a vector of events, or one event a line.",
                "Of a folder, all its files that end in .edn, .json or .jsonl."
            })
    List<Path> files = List.of();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            completionCandidates = ModelNames.class,
            description = {
                "${COMPLETION-CANDIDATES}.",
                "list-append is transactions [[:append x 1] [:r x [1]]], judged for serializability; semaphore-N has N permits."
            })
    String model = "";

    @Option(
            names = "--consistency",
            defaultValue = "linearizable",
            paramLabel = "WHAT",
            description = "linearizable; sequential: only each process keeps its order. Default: ${DEFAULT-VALUE}.")
    String consistency = "linearizable";

    @Option(
            names = "--algorithm",
            defaultValue = Algorithm.AUTO,
            paramLabel = "NAME",
            completionCandidates = AlgorithmNames.class,
            description = {
                "${COMPLETION-CANDIDATES}. What a named one cannot decide is unknown;",
                "not-NAME is auto without that one.",
                "Default: ${DEFAULT-VALUE}, the fast path that applies, else the search."
            })
    String algorithm = Algorithm.AUTO;

    @Option(
            names = "--key-by",
            defaultValue = "none",
            paramLabel = "HOW",
            description = {
                "none: one object; value-tuple: values are [key v];",
                ":key, or another keyword: events have their keys under it. Default: ${DEFAULT-VALUE}."
            })
    String keyBy = "none";

    @Option(
            names = "--nil-reads",
            defaultValue = "nothing",
            paramLabel = "WHAT",
            description = {
                "nothing: a read of nil learned nothing; initial: it found the initial value.",
                "Default: ${DEFAULT-VALUE}."
            })
    String nilReads = "nothing";

    @Option(
            names = "--ignore",
            defaultValue = "",
            paramLabel = "P,...",
            description = "Processes that are no clients, by name or number. The nemesis never is one.")
    String ignore = "";

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "Gives up on a file after that long: unknown. Default: after 100 million steps a key.")
    @Nullable
    String timeLimit;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Gives up where a search needs more, such as 512m or 4g: unknown. Default: 1g.")
    @Nullable
    String memory;

    @Option(
            names = "--explain",
            paramLabel = "DIR",
            description = "Writes a page and a JSON file there for each history that is not linearizable.")
    @Nullable
    Path explain;

    @Option(
            names = "--json",
            description = {
                "One JSON object a line instead: file, verdict, cause, operations, parseMillis, checkMillis,",
                "peakBytes, algorithm, witness."
            })
    boolean asJson;

    /** What {@code --model} may be. */
    static final class ModelNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        ModelNames() {
            super(models());
        }
    }

    /** What {@code --algorithm} may be. */
    static final class AlgorithmNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        AlgorithmNames() {
            super(Algorithm.names());
        }
    }

    /** The names of all models, sorted. */
    static Set<String> models() {
        Set<String> names = new TreeSet<>(Models.names());
        names.add(LIST_APPEND);
        return names;
    }

    @Override
    public Integer call() throws IOException {
        FileCheck check = model.equals(LIST_APPEND) ? transactions() : object();
        Explanations explanations = explain == null ? null : Explanations.in(explain);
        int worst = ExitCode.VALID;
        for (Path file : histories()) {
            worst = ExitCode.worst(worst, judge(file, check, explanations));
        }
        return worst;
    }

    private int judge(Path file, FileCheck check, @Nullable Explanations explanations) throws JsonProcessingException {
        try {
            CheckedFile checked = check.check(file);
            if (explanations != null) {
                explanations.write(check, checked);
            }
            System.out.println(asJson ? checked.json() : checked.line());
            return ExitCode.of(checked.finding().verdict().word());
        } catch (HistoryFormatException e) {
            System.err.println(e.getMessage());
        } catch (IOException e) {
            System.err.println("FILE: cannot read " + file + ": " + e.getMessage());
        }
        return ExitCode.BAD_ARGUMENTS;
    }

    private FileCheck transactions() {
        alone("--consistency", consistency.equals("linearizable"));
        alone("--algorithm", algorithm.equals(Algorithm.AUTO));
        alone("--key-by", keyBy.equals("none"));
        alone("--nil-reads", nilReads.equals("nothing"));
        alone("--time-limit", timeLimit == null);
        alone("--memory", memory == null);
        alone("--explain", explain == null);
        return FileCheck.ofTransactions(ignored());
    }

    private static void alone(String option, boolean leftOut) {
        if (!leftOut) {
            throw new IllegalArgumentException(
                    option + ": is for linearizability; leave it out with --model list-append");
        }
    }

    private FileCheck object() {
        if (!Algorithm.names().contains(algorithm)) {
            throw Words.unknown("--algorithm", "algorithm", algorithm, Algorithm.names());
        }
        boolean sequential = Words.lookUp(
                "--consistency", "consistency model", consistency, Map.of("linearizable", false, "sequential", true));
        if (sequential && (explain != null || !algorithm.equals(Algorithm.AUTO))) {
            throw new IllegalArgumentException((explain != null ? "--explain" : "--algorithm")
                    + ": is for linearizability; leave it out with --consistency sequential");
        }
        return FileCheck.of(
                model(),
                keys(),
                algorithm,
                budget(),
                timeLimit == null ? null : Amounts.positive("--time-limit", timeLimit),
                ignored(),
                sequential);
    }

    private Model<?> model() {
        Model<?> named = Models.named(model).orElseThrow(() -> Words.unknown("--model", "model", model, models()));
        boolean initial = Words.lookUp(
                "--nil-reads", "meaning of a read of nil", nilReads, Map.of("nothing", false, "initial", true));
        if (!initial) {
            return named;
        }
        return Models.withNilReadsInitial(model)
                .orElseThrow(() -> new IllegalArgumentException("--nil-reads: initial is for --model "
                        + String.join(", ", Models.namesWithNilReads()) + ", not " + model));
    }

    private KeyBy keys() {
        try {
            return new KeyBy(keyBy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--key-by: none, value-tuple or a keyword such as :key, not \"" + keyBy + "\"", e);
        }
    }

    private Set<String> ignored() {
        return Set.copyOf(Words.list(ignore));
    }

    /** Who gives a time says how long a search may take; who gives none gets the same verdict anywhere. */
    private Budget budget() {
        Budget budget = timeLimit == null ? Budget.DEFAULT : Budget.steps(Long.MAX_VALUE);
        if (memory == null) {
            return budget;
        }
        return sized(budget, memory);
    }

    /**
     * The budget with that much memory.
     *
     * @throws IllegalArgumentException when it is no size, or there is less
     */
    static Budget sized(Budget budget, String memory) {
        Budget sized;
        try {
            sized = budget.bytes(memory);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "--memory: \"" + memory + "\" is no size (such as 512m or 4g; a bare number is bytes)", e);
        }
        long heap = Runtime.getRuntime().maxMemory();
        if (sized.bytes() > heap) {
            throw new IllegalArgumentException("--memory: at most " + (heap >> 20) + "m, which is the heap here, not "
                    + memory + "; FAULTLINE_JAVA_OPTS=-Xmx makes it larger");
        }
        return sized;
    }

    private List<Path> histories() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                List<Path> inside = inside(file);
                if (inside.isEmpty()) {
                    throw new IllegalArgumentException("FILE: no file in " + file + " ends in .edn, .json or .jsonl");
                }
                found.addAll(inside);
            } else if (Files.isRegularFile(file)) {
                found.add(file);
            } else {
                throw new IllegalArgumentException("FILE: no file " + file);
            }
        }
        return found;
    }

    /** The histories in a folder, by name. */
    static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(edn|json|jsonl)"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
