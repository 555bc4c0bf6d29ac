package dev.faultline.checkers.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Recorded violations, explained: the core of each is judged again, from events, by the checker. */
class RecordedExplanationsTest {
    private static Path histories = Path.of("");

    @BeforeAll
    static void findHistories() {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !(Files.isDirectory(root.resolve("harness")) && Files.exists(root.resolve("pom.xml")))) {
            root = root.getParent();
        }
        histories = Objects.requireNonNull(root, "run inside the repository").resolve("../shared/histories");
        assumeTrue(
                Files.isRegularFile(histories.resolve("verdicts.tsv")),
                "skipped: no recorded histories at " + histories.normalize());
    }

    @Test
    void theCoresOfInvalidCompareAndSetRegistersAreMinimal() throws IOException {
        assertThat(explainAll("cas-register", new CasRegister())).isEqualTo(45);
    }

    @Test
    void theCoreOfAnInvalidMutexIsMinimal() throws IOException {
        assertThat(explainAll("mutex", new Mutex())).isEqualTo(1);
    }

    @Test
    void aViolationAmongManyOperationsComesDownToTen() throws IOException {
        History history = History.read(histories.resolve("cas-register-knossos/bad-rethink-fail.edn"));
        Explanation explanation =
                Explainer.of(new CasRegister()).explain(history).orElseThrow();

        assertThat(explanation.witness().core()).hasSizeLessThanOrEqualTo(10);
        assertThat(explanation.misfit().call()).isEqualTo("read -> 3");
        assertThat(explanation.lastFit())
                .isNotNull()
                .extracting(Operation::call)
                .isEqualTo("read -> 0");
        assertThat(explanation.finalPaths())
                .extracting(FinalPath::deadEnd)
                .containsExactlyInAnyOrder(
                        "read 3, but it holds 0",
                        "read 3, but it holds 1",
                        "read 3, but it holds 2",
                        "read 3, but it holds 4");
    }

    private static <S extends Model<S>> int explainAll(String modelName, S model) throws IOException {
        int explained = 0;
        for (String line : Files.readAllLines(histories.resolve("verdicts.tsv"))) {
            List<String> row = List.of(line.split("\t"));
            if (row.get(1).equals(modelName) && row.get(2).equals("invalid")) {
                explained++;
                History history = History.read(histories.resolve(row.get(0)));
                LinearizabilityWitness witness =
                        Explainer.of(model).explain(history).orElseThrow().witness();
                assertThat(witness.minimal() && witness.shortest())
                        .as(row.get(0))
                        .isTrue();
                requireMinimal(row.get(0), witness, model);
            }
        }
        return explained;
    }

    private static <S extends Model<S>> void requireMinimal(String file, LinearizabilityWitness witness, S model) {
        Linearizability<S> checker = Linearizability.of(model);
        assertThat(checker.check(weaker(witness, null))).as(file).isInstanceOf(Invalid.class);
        for (Operation forgotten : witness.core()) {
            assertThat(checker.check(weaker(witness, forgotten)))
                    .as("%s without %s", file, forgotten)
                    .isInstanceOf(Valid.class);
        }
        List<Operation> all = witness.prefix().stream().filter(Operation::isOk).toList();
        assertThat(checker.check(history(witness, all, witness.misfit())))
                .as("%s one event shorter", file)
                .isInstanceOf(Valid.class);
    }

    private static History weaker(LinearizabilityWitness witness, @Nullable Operation forgotten) {
        return history(witness, witness.core(), forgotten);
    }

    /** The prefix with no other completions than these, the forgotten one left out. Each operation has a process to itself. */
    private static History history(
            LinearizabilityWitness witness, List<Operation> known, @Nullable Operation forgotten) {
        Set<Operation> completions = new HashSet<>(known);
        completions.remove(forgotten);
        TreeMap<Integer, Event> events = new TreeMap<>();
        for (Operation operation : witness.prefix()) {
            long process = operation.invokedRank();
            events.put(operation.invokedRank(), Event.invoke(process, operation.function(), operation.argument()));
            if (completions.contains(operation)) {
                Event ok = Event.ok(process, operation.function(), operation.result());
                events.put(operation.completedRank(), ok);
            }
        }
        return History.of(List.copyOf(events.values()));
    }
}
