package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord.Counts;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a reader with two minutes needs: verdict, one sentence, cause and extent, what to type next, what was run. */
final class FirstScreen {
    private final RunData run;
    private final TimeAxis axis;
    private final VerdictSign sign;

    FirstScreen(RunData run, TimeAxis axis) {
        this.run = run;
        this.axis = axis;
        this.sign = VerdictSign.of(run.verdict().verdict());
    }

    void draw(Html html) {
        html.open("div", "class", "hero");
        html.open("div");
        html.leaf("span", sign.text(), "class", "tag " + sign.tagClass());
        html.leaf("span", subline(), "class", "sub");
        html.leaf("h1", Shown.cut(begun(run.verdict().sentence()), 400));
        if (!run.verdict().story().isEmpty()) {
            html.leaf("p", Shown.cut(prose(run.verdict().story()), 1200), "class", "why");
        }
        for (String gap : run.gaps()) {
            html.leaf("p", Shown.cut(gap, 400), "class", "gap");
        }
        nextSteps(html);
        html.close();
        facts(html);
        html.close();
    }

    private static String prose(List<String> story) {
        return story.stream()
                .map(s -> begun(s).replaceFirst("([^.!?:])$", "$1."))
                .collect(Collectors.joining(" "));
    }

    /** With a capital, unless it begins with a name such as n5 or with a value. */
    private static String begun(String sentence) {
        int end = 0;
        while (end < sentence.length() && Character.isLowerCase(sentence.charAt(end))) {
            end++;
        }
        boolean word = end > 0 && (end == sentence.length() || sentence.charAt(end) == ' ');
        return word ? Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) : sentence;
    }

    private String subline() {
        String expected = run.test().expect();
        if (expected == null) {
            return "exit code " + sign.exitCode();
        }
        if (VerdictSign.of(expected) == sign) {
            return "as expected; exit code 0";
        }
        int exit = sign == VerdictSign.UNKNOWN ? sign.exitCode() : VerdictSign.INVALID.exitCode();
        return "expected was " + expected.toUpperCase(Locale.ROOT) + "; exit code " + exit;
    }

    private void nextSteps(Html html) {
        html.open("ul", "class", "next");
        html.open("li").leaf("b", "See it").open("span");
        html.leaf("a", seeFirst(), "href", "#why").text(", then ");
        html.leaf("a", "what went on around it", "href", "#timeline").close().close();
        if (!run.test().command().isBlank()) {
            command(html, "Run it again", run.test().command());
        }
        if (sign == VerdictSign.INVALID) {
            Command.withoutOptions(run.test().command()).ifPresent(c -> command(html, "Is it the setting?", c));
        }
        if (run.files().stream().anyMatch(f -> f.name().equals("replay.sh"))) {
            command(html, "Replay the faults", Command.quoted(run.path() + "/replay.sh"));
        }
        command(html, "Judge again", Command.analyze(run.path()));
        html.close();
    }

    private String seeFirst() {
        return switch (sign) {
            case INVALID -> "The violation";
            case VALID -> "What was checked";
            case UNKNOWN -> "What is missing";
        };
    }

    private static void command(Html html, String name, String command) {
        html.open("li").leaf("b", name);
        Command.show(html, command);
        html.leaf("button", "Copy", "class", "cp", "hidden", "hidden").close();
    }

    private void facts(Html html) {
        TestRecord test = run.test();
        html.open("aside", "class", "facts", "aria-label", "Run").open("dl");
        fact(html, "Seed", Long.toString(test.seed()), "strong");
        fact(
                html,
                "System",
                test.system() + " " + test.version() + ", "
                        + Figures.count(test.nodes().size(), "node", "nodes") + " on " + test.provider(),
                "");
        fact(
                html,
                "Workload",
                test.workload() + ", " + Figures.count(test.concurrency(), "process", "processes") + ", "
                        + Figures.number(test.rate()) + "\u00a0op/s",
                "");
        fact(html, "Started", started(), "");
        fact(
                html,
                "Duration",
                Figures.number(test.timeLimitSeconds()) + "\u00a0s asked for, " + Figures.duration(axis.end())
                        + " in all",
                "");
        faults(html);
        recovered(html);
        worstRecovery(html);
        lostWrites(html);
        new ObjectiveTable(run).facts(html);
        fact(html, "Checked", checked(), "");
        fact(html, "Faultline", test.faultline(), "");
        html.close();
        operations(html);
        html.leaf("p", "fail: definitely did not happen. info: may or may not have happened.", "class", "q small");
        html.close();
    }

    private static void fact(Html html, String name, String value, String cssClass) {
        html.leaf("dt", name).leaf("dd", Shown.cut(value, 200), "class", cssClass);
    }

    private String started() {
        String at = run.test().startedAt();
        int fraction = at.indexOf('.');
        boolean utc = at.endsWith("Z") && at.indexOf('T') > 0;
        return utc ? at.substring(0, fraction > 0 ? fraction : at.length() - 1).replace('T', ' ') + " UTC" : at;
    }

    private String checked() {
        int keys = run.calls().keys().size();
        String what = keys == 0
                ? Figures.count(run.calls().size(), "operation", "operations")
                : Figures.count(keys, "key", "keys");
        return what + " in " + Figures.millis(run.verdict().checkMillis());
    }

    private void faults(Html html) {
        int planned = run.faults().faults().size();
        html.leaf("dt", "Faults").open("dd");
        if (planned == 0) {
            html.text("none");
        } else {
            TreeSet<String> kinds = new TreeSet<>();
            run.faults().faults().forEach(f -> kinds.add(f.kind()));
            boolean all = run.proved() == planned;
            html.text(Shown.cut(String.join(", ", kinds), 80) + ": ");
            html.leaf(
                    "span",
                    (all ? "✓ " : "? ") + Figures.ratio(run.proved(), planned) + " proved",
                    "class",
                    all ? "good" : "unsure");
        }
        html.close();
    }

    private void recovered(Html html) {
        FaultsRecord.Recovery recovery = run.faults().recovery();
        html.leaf("dt", "Recovered").open("dd");
        if (recovery == null) {
            html.text(run.faults().faults().isEmpty() ? Figures.DASH : "not measured");
        } else if (recovery.recoveredAt() == null) {
            html.leaf(
                    "span",
                    "? not within " + Figures.number(run.test().recoveryTimeSeconds()) + "\u00a0s",
                    "class",
                    "unsure");
        } else {
            html.text(Figures.duration(recovery.recoveredAt() - recovery.healedAt()) + " after the last heal");
        }
        html.close();
    }

    /** Of the faults whose end was seen; one whose end was not is the worst of all. */
    private void worstRecovery(Html html) {
        List<FaultFigures> figures = run.metrics().recovery();
        if (figures.isEmpty()) {
            return;
        }
        FaultFigures worst = Collections.max(
                figures,
                Comparator.<FaultFigures, Boolean>comparing(f -> f.recovery().nanos() == null)
                        .thenComparing(f -> f.recovery().atLeast()));
        fact(html, "Worst RTO", RecoveryBlock.recovered(worst.recovery()) + ", " + worst.fault(), "");
    }

    private void lostWrites(Html html) {
        List<Loss> known = run.metrics().recovery().stream()
                .map(FaultFigures::loss)
                .filter(Objects::nonNull)
                .toList();
        if (run.metrics().recovery().isEmpty()) {
            return;
        }
        long lost = known.stream().mapToLong(Loss::lost).sum();
        long of = known.stream().mapToLong(Loss::of).sum();
        boolean exact = known.stream().allMatch(Loss::exact);
        fact(
                html,
                "Writes lost",
                known.isEmpty() ? "not measured" : (exact ? "" : "at least ") + Figures.ratio(lost, of) + " that tell",
                lost > 0 ? "bad" : "");
    }

    private void operations(Html html) {
        Map<String, Counts> counts = counts();
        long ok = counts.values().stream().mapToLong(Counts::ok).sum();
        long fail = counts.values().stream().mapToLong(Counts::fail).sum();
        long info = counts.values().stream().mapToLong(Counts::info).sum();
        html.open("table").open("thead").open("tr");
        html.leaf("th", Figures.count(ok + fail + info, "operation", "operations"));
        for (Outcome outcome : Outcome.values()) {
            html.open("th", "class", "n")
                    .leaf("i", "", "class", "sw " + outcome.word())
                    .text(outcome.word())
                    .close();
        }
        html.close().close().open("tbody");
        counts.forEach((function, c) -> row(html, Shown.cut(function, 24), c));
        row(html, "all", new Counts(ok, fail, info));
        html.close().close();
    }

    private static void row(Html html, String name, Counts counts) {
        html.open("tr").leaf("td", name);
        for (long n : new long[] {counts.ok(), counts.fail(), counts.info()}) {
            html.leaf("td", Figures.count(n), "class", "n");
        }
        html.close();
    }

    /** As the checkers counted; from the history when they did not. */
    private Map<String, Counts> counts() {
        if (!run.verdict().operations().isEmpty()) {
            return run.verdict().operations();
        }
        Calls calls = run.calls();
        long[][] n = new long[calls.functions().size()][Outcome.values().length];
        for (int i = 0; i < calls.size(); i++) {
            n[calls.function(i)][calls.outcome(i).ordinal()]++;
        }
        Map<String, Counts> counts = new LinkedHashMap<>();
        for (int f = 0; f < n.length; f++) {
            counts.put(calls.functions().get(f), new Counts(n[f][0], n[f][1], n[f][2]));
        }
        return counts;
    }
}
