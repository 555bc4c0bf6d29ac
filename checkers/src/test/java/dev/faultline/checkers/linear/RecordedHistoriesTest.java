package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static <S extends Model<S>> int judgeAll(String modelName, S model) throws IOException {
        int judged = 0;
        for (String line : Files.readAllLines(histories.resolve("verdicts.tsv"))) {
            List<String> row = List.of(line.split("\t"));
            if (row.get(1).equals(modelName)) {
                judged++;
                History history = History.read(histories.resolve(row.get(0)));
                Verdict verdict = Linearizability.of(model).check(history);
                assertThat(verdict.word()).as(row.get(0)).isEqualTo(row.get(2));
                if (verdict instanceof Valid valid) {
                    SearchAgreesWithBruteForceTest.replay(model, history.judged(), valid.linearization());
                }
            }
        }
        return judged;
    }
}
