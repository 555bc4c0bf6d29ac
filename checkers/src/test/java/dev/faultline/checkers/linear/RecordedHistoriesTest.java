package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.KeyValue;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Histories recorded by others, from systems that failed and systems that did not. */
class RecordedHistoriesTest {
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
    void ofCompareAndSetRegistersGetTheirKnownVerdicts() throws IOException {
        assertThat(judgeAll("cas-register", new CasRegister())).isEqualTo(107);
    }

    @Test
    void ofMutexesGetTheirKnownVerdicts() throws IOException {
        assertThat(judgeAll("mutex", new Mutex())).isEqualTo(1);
    }

    @Test
    void ofKeyValueStoresGetTheirKnownVerdicts() throws IOException {
        assertThat(judgeAll("string key-value", new KeyValue())).isEqualTo(3);
    }

    /** The key stands beside the value there; here it goes into the value. */
    private static History keyed(History history) {
        return History.of(history.events().stream()
                .map(event -> Event.of(
                        event.type(),
                        event.process(),
                        event.function(),
                        Arrays.asList(event.extra("key"), event.value())))
                .toList());
    }

    private static <S extends Model<S>> int judgeAll(String modelName, S model) throws IOException {
        int judged = 0;
        boolean byKey = model instanceof KeyValue;
        for (String line : Files.readAllLines(histories.resolve("verdicts.tsv"))) {
            List<String> row = List.of(line.split("\t"));
            if (row.get(1).equals(modelName) || (byKey && row.get(1).startsWith(modelName))) {
                judged++;
                History recorded = History.read(histories.resolve(row.get(0)));
                History history = byKey ? keyed(recorded) : recorded;
                Verdict verdict = Linearizability.of(model)
                        .keyBy(byKey ? KeyBy.VALUE_TUPLE : KeyBy.NONE)
                        .check(history);
                assertThat(verdict.word()).as(row.get(0)).isEqualTo(row.get(2));
                if (verdict instanceof Valid valid && !byKey) {
                    SearchAgreesWithBruteForceTest.replay(model, history.judged(), valid.linearization());
                }
            }
        }
        return judged;
    }
}
