package dev.faultline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryFormatException;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.KeyBy;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.model.Register;
import dev.faultline.checkers.txn.ListAppendChecker;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline check}: judges recorded histories, wherever they come from. */
@Command(
        name = "check",
        description = {
            "Checks histories in Jepsen's EDN format for linearizability or serializability, one line a file:",
            "name, verdict, operations, milliseconds. Ends with the worst verdict."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    private static final String LIST_APPEND = "list-append";

    static final Map<String, Function<KeyBy, Checker>> MODELS = Map.of(
            "register",
            by -> Linearizability.of(new Register()).keyBy(by),
            "cas-register",
            by -> Linearizability.of(new CasRegister()).keyBy(by),
            LIST_APPEND,
            by -> new ListAppendChecker(),
            "mutex",
            by -> Linearizability.of(new Mutex()).keyBy(by));
    private static final Map<String, KeyBy> KEYS = Map.of("none", KeyBy.NONE, "value-tuple", KeyBy.VALUE_TUPLE);

    private final Clock clock = Clock.system();
    private final JsonMapper json = new JsonMapper();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Histories: a vector of events, or one event a line.")
    List<Path> files = List.of();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = {
                "cas-register, mutex or register: linearizable;",
                "list-append: transactions [[:append x 1] [:r x [1]]], serializable."
            })
    String model = "";

    @Option(
            names = "--key-by",
            defaultValue = "none",
            paramLabel = "HOW",
            description = "none: one object; value-tuple: values are [key v]. Default: ${DEFAULT-VALUE}.")
    String keyBy = "none";

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "Gives up on a file after that long: unknown. Default: no limit but the search's own budget.")
    @Nullable
    String timeLimit;

    @Option(
            names = "--json",
            description = "One JSON object a line instead: file, verdict, cause, operations, parseMillis, checkMillis.")
    boolean asJson;

    private record Checked(Verdict verdict, int operations, double parseMillis, double checkMillis) {}

    @Override
    public Integer call() throws JsonProcessingException {
        Function<KeyBy, Checker> chosen = Words.lookUp("--model", "model", model, MODELS);
        KeyBy by = Words.lookUp("--key-by", "way to find keys", keyBy, KEYS);
        Duration limit = timeLimit == null ? null : Amounts.positive("--time-limit", timeLimit);
        if (model.equals(LIST_APPEND)) {
            alone("--key-by", keyBy.equals("none"));
            alone("--time-limit", limit == null);
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("FILE: no file " + file);
            }
        }
        int worst = ExitCode.VALID;
        for (Path file : files) {
            Checked checked = check(file, chosen.apply(by), limit);
            System.out.println(asJson ? json(file, checked) : line(file, checked));
            worst = ExitCode.worst(worst, ExitCode.of(checked.verdict().word()));
        }
        return worst;
    }

    private static void alone(String option, boolean leftOut) {
        if (!leftOut) {
            throw new IllegalArgumentException(
                    option + ": is for linearizability; leave it out with --model list-append");
        }
    }

    private Checked check(Path file, Checker checker, @Nullable Duration limit) {
        long began = clock.nanos();
        try {
            History history = History.read(file);
            long parsed = clock.nanos();
            Checker bounded = limit != null && checker instanceof Linearizability<?> search
                    ? search.budget(Budget.DEFAULT.until(() -> clock.nanos() - parsed > limit.toNanos()))
                    : checker;
            Verdict verdict = bounded.check(history);
            return new Checked(
                    verdict, history.operations().size(), millis(parsed - began), millis(clock.nanos() - parsed));
        } catch (HistoryFormatException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("FILE: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String line(Path file, Checked checked) {
        String cause = cause(checked.verdict());
        return String.format(
                Locale.ROOT,
                "%s  %s  %d operations  %.1f ms%s",
                file,
                checked.verdict().word(),
                checked.operations(),
                checked.parseMillis() + checked.checkMillis(),
                cause == null ? "" : "  " + cause);
    }

    private String json(Path file, Checked checked) throws JsonProcessingException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("file", file.toString());
        row.put("verdict", checked.verdict().word());
        row.put("cause", cause(checked.verdict()));
        row.put("operations", checked.operations());
        row.put("parseMillis", checked.parseMillis());
        row.put("checkMillis", checked.checkMillis());
        return json.writeValueAsString(row);
    }

    private static @Nullable String cause(Verdict verdict) {
        if (verdict instanceof Invalid invalid) {
            return invalid.witness().summary();
        }
        return verdict instanceof Unknown unknown ? unknown.cause() : null;
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 10_000.0) / 100.0;
    }
}
