package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** All that few readers need, and those always: folded, with the main fact outside. */
final class DetailsBlock {
    private static final int MOST_KEYS = 100;

    private final RunData run;

    DetailsBlock(RunData run) {
        this.run = run;
    }

    void draw(Html html) {
        html.open("section", "id", "all").leaf("h2", "Everything else");
        keys(html);
        errors(html);
        nodes(html);
        options(html);
        environment(html);
        checkers(html);
        files(html);
        html.close();
    }

    private static void fold(Html html, String name, String fact) {
        html.open("details")
                .open("summary")
                .text(name)
                .leaf("span", Shown.cut(fact, 120))
                .close()
                .open("div");
    }

    private void keys(Html html) {
        Calls calls = run.calls();
        int keys = calls.keys().size();
        if (keys == 0) {
            return;
        }
        Set<String> bad = new LinkedHashSet<>();
        run.verdict().violations().stream()
                .map(VerdictRecord.Violation::key)
                .filter(Objects::nonNull)
                .map(Witness::key)
                .forEach(bad::add);
        long[][] counts = new long[keys][Outcome.values().length];
        for (int i = 0; i < calls.size(); i++) {
            if (calls.key(i) >= 0) {
                counts[calls.key(i)][calls.outcome(i).ordinal()]++;
            }
        }
        fold(html, Figures.count(keys, "key", "keys"), "how the operations on each ended");
        html.open("div", "class", "scroll")
                .open("table", "class", "narrow")
                .open("thead")
                .open("tr")
                .leaf("th", "key");
        for (Outcome outcome : Outcome.values()) {
            html.leaf("th", outcome.word(), "class", "n");
        }
        html.leaf("th", "violation").close().close().open("tbody");
        int shown = 0;
        for (int k = 0; k < keys && shown < MOST_KEYS; k++) {
            String name = calls.keys().get(k);
            if (keys > MOST_KEYS && !bad.isEmpty() && !bad.contains(name)) {
                continue;
            }
            shown++;
            html.open("tr").leaf("td", Shown.value(name), "class", "m");
            for (long n : counts[k]) {
                html.leaf("td", Figures.count(n), "class", "n");
            }
            html.leaf(
                            "td",
                            bad.contains(name) ? "✕ shown above" : Figures.DASH,
                            "class",
                            bad.contains(name) ? "bad" : "")
                    .close();
        }
        html.close().close().close();
        if (shown < keys) {
            html.leaf("p", "Shown: " + Figures.ratio(shown, keys) + " keys.", "class", "q small");
        }
        html.close().close();
    }

    private void errors(Html html) {
        ErrorCounts errors = new ErrorCounts(run.calls());
        if (errors.kinds() > 0) {
            fold(html, "Errors", Figures.count(errors.kinds(), "kind", "kinds") + ", numbers in them aside");
            errors.draw(html);
            html.close().close();
        }
    }

    private void nodes(Html html) {
        fold(
                html,
                Figures.count(run.nodes().size(), "node", "nodes"),
                run.observed().hasSamples() ? "what was measured on each" : "nothing was measured on them");
        if (run.observed().hasSamples()) {
            new NodeTable(run).draw(html);
        }
        html.close().close();
    }

    private void options(Html html) {
        TestRecord test = run.test();
        fold(html, "Options", Figures.count(test.options().size()) + " of system and workload, all resolved");
        KeyValues values = new KeyValues()
                .add("seed", Long.toString(test.seed()))
                .add("system", test.system())
                .add("workload", test.workload())
                .add("provider", test.provider())
                .add("nodes", String.join(" ", test.nodes()))
                .add("concurrency", test.concurrency())
                .add("rate, op/s", test.rate())
                .add("time limit, s", test.timeLimitSeconds())
                .add("faults", test.faults().isEmpty() ? "none" : String.join(",", test.faults()))
                .add("fault interval, s", test.faultIntervalSeconds())
                .add("operation timeout, s", test.opTimeoutSeconds())
                .add("recovery time, s", test.recoveryTimeSeconds())
                .add("expected verdict", test.expect() == null ? Figures.DASH : test.expect());
        test.options().forEach((name, value) -> values.add("option " + name, value));
        values.draw(html);
        html.close().close();
    }

    private void environment(Html html) {
        TestRecord test = run.test();
        fold(html, "Environment", test.system() + " " + test.version() + ", Faultline " + test.faultline());
        KeyValues values = new KeyValues()
                .add("faultline", test.faultline())
                .add(test.system(), test.version())
                .add("started", test.startedAt());
        test.environment().forEach(values::add);
        values.draw(html);
        html.close().close();
    }

    private void checkers(Html html) {
        fold(
                html,
                "Checkers",
                Figures.count(run.verdict().findings().size(), "finding", "findings") + ", together "
                        + run.verdict().verdict().toUpperCase(Locale.ROOT));
        for (VerdictRecord.Found found : run.verdict().findings()) {
            VerdictSign sign = VerdictSign.of(found.verdict());
            // Of a run that is not valid nothing may look like its pass.
            boolean passes = sign == VerdictSign.VALID && !run.valid();
            html.open("h3")
                    .leaf("span", passes ? "valid" : sign.text(), "class", passes ? "q" : sign.cssClass())
                    .text(" " + Shown.value(found.checker()))
                    .close();
            html.leaf("p", Shown.cut(found.sentence(), 400));
            KeyValues values = new KeyValues();
            found.details().forEach((name, value) -> values.add(name, String.valueOf(value)));
            values.draw(html);
        }
        html.close().close();
    }

    private void files(Html html) {
        fold(html, "Files of this run", run.path());
        KeyValues values = new KeyValues();
        run.files().forEach(f -> values.add(f.name(), Figures.bytes(f.bytes())));
        values.draw(html);
        html.close().close();
    }
}
