package dev.faultline.replay;

import dev.faultline.harness.store.RunFolder;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was recorded of a run against the same run made again. */
public final class Comparison {
    private final ReplayRecord recorded;
    private final Optional<RunFolder> run;
    private final RunFolder replayed;

    /** @param run the folder of the recorded run, when it is there: with its history the place of a difference can be shown */
    public Comparison(ReplayRecord recorded, Optional<RunFolder> run, RunFolder replayed) {
        this.recorded = recorded;
        this.run = run.filter(folder -> Files.exists(folder.history()));
        this.replayed = replayed;
    }

    /** How they differ, in lines for people; empty when they do not. */
    public List<String> difference() {
        ReplayRecord again = ReplayRecord.of(replayed, recorded.words());
        Optional<Histories.Fork> fork = run.flatMap(folder -> Histories.fork(folder.history(), replayed.history()));
        if (fork.isPresent()) {
            return lines(
                    "history.edn, line " + fork.get().line(),
                    fork.get().recorded(),
                    fork.get().replayed());
        }
        if (!again.historySha256().equals(recorded.historySha256())) {
            return operation(again)
                    .orElseGet(() -> lines("SHA-256 of history.edn", recorded.historySha256(), again.historySha256()));
        }
        if (run.isPresent() && !Histories.same(run.get().history(), replayed.history())) {
            return List.of("different: the ends of lines in history.edn");
        }
        if (!again.verdict().equals(recorded.verdict()) || !again.sentence().equals(recorded.sentence())) {
            return lines("verdict", told(recorded), told(again));
        }
        return again.violations().equals(recorded.violations())
                ? List.of()
                : lines(
                        "witness",
                        recorded.violations().toString(),
                        again.violations().toString());
    }

    /** One line about a run that came out the same. */
    public String identical() {
        int operations = recorded.operations().size();
        return String.format(
                Locale.ROOT,
                "identical: %,d operations, %s, %s",
                operations,
                recorded.verdict().toUpperCase(Locale.ROOT),
                recorded.violations().isEmpty() ? "same reason" : "same witness");
    }

    private Optional<List<String>> operation(ReplayRecord again) {
        int common = Math.min(recorded.operations().size(), again.operations().size());
        for (int i = 0; i < common; i++) {
            ReplayRecord.Asked was = recorded.operations().get(i);
            ReplayRecord.Asked is = again.operations().get(i);
            if (!was.equals(is)) {
                return Optional.of(lines("operation " + (i + 1), was.toString(), is.toString()));
            }
        }
        return Optional.empty();
    }

    private static String told(ReplayRecord record) {
        return record.verdict().toUpperCase(Locale.ROOT) + " " + record.sentence();
    }

    private static List<String> lines(String where, String recorded, String replayed) {
        return List.of("different: " + where, "  recorded: " + recorded, "  replayed: " + replayed);
    }
}
