package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The choices above the table. They work without script: each choice has a rule of style that hides the rows without its class.
 * The script adds the search for text and keeps the choices in the address.
 */
final class Filters {
    private static final int MOST_CHOICES = 100;
    private static final String NOT_EXPECTED = "not expected";

    private final Map<String, Integer> systems;
    private final Map<String, Integer> workloads;
    private final Map<String, Integer> faults;

    Filters(List<IndexedRun> runs) {
        TreeSet<String> systemNames = new TreeSet<>();
        TreeSet<String> workloadNames = new TreeSet<>();
        TreeSet<String> kinds = new TreeSet<>();
        for (IndexedRun run : runs) {
            systemNames.add(run.system());
            workloadNames.add(run.workload());
            kinds.addAll(run.faults().keySet());
        }
        systems = numbered(systemNames);
        workloads = numbered(workloadNames);
        faults = numbered(kinds);
    }

    private static Map<String, Integer> numbered(SortedSet<String> names) {
        Map<String, Integer> numbers = new TreeMap<>();
        names.stream().filter(n -> !n.isEmpty()).limit(MOST_CHOICES).forEach(n -> numbers.put(n, numbers.size()));
        return numbers;
    }

    /** The classes by which a row is found: of our own making, nothing of the run's. */
    String classes(IndexedRun run) {
        StringBuilder out = new StringBuilder("v" + run.state().ordinal());
        if (run.unexpected()) {
            out.append(" v").append(RunState.values().length);
        }
        append(out, " s", systems.get(run.system()));
        append(out, " w", workloads.get(run.workload()));
        run.faults().keySet().forEach(kind -> append(out, " f", faults.get(kind)));
        return out.toString();
    }

    private static void append(StringBuilder out, String prefix, @org.jspecify.annotations.Nullable Integer number) {
        if (number != null) {
            out.append(prefix).append(number);
        }
    }

    /** Rules of style, numbers only. */
    String style() {
        StringBuilder css = new StringBuilder();
        rules(css, "system", "s", systems.size());
        rules(css, "workload", "w", workloads.size());
        rules(css, "verdict", "v", verdicts().size());
        rules(css, "fault", "f", faults.size());
        return css.toString();
    }

    private static void rules(StringBuilder css, String name, String prefix, int choices) {
        for (int i = 0; i < choices; i++) {
            css.append("body:has(#f-").append(name).append(" option:nth-child(").append(i + 2);
            css.append("):checked) .r:not(.").append(prefix).append(i).append("){display:none}\n");
        }
    }

    private static List<String> verdicts() {
        List<String> words = new ArrayList<>();
        for (RunState state : RunState.values()) {
            words.add(state.word());
        }
        words.add(NOT_EXPECTED);
        return words;
    }

    void draw(Html html, int rows) {
        html.open("div", "class", "filters", "role", "search", "aria-label", "Which runs to show");
        choice(html, "system", List.copyOf(systems.keySet()));
        choice(html, "workload", List.copyOf(workloads.keySet()));
        choice(html, "verdict", verdicts());
        choice(html, "fault", List.copyOf(faults.keySet()));
        html.open("label", "class", "script", "hidden", "hidden").text("text ");
        html.empty("input", "type", "search", "id", "f-text", "placeholder", "seed, reason …")
                .close();
        html.leaf("button", "Show all", "type", "button", "id", "f-all", "class", "script", "hidden", "hidden");
        html.leaf("span", Figures.count(rows, "row", "rows"), "id", "f-count", "class", "q", "aria-live", "polite");
        html.close();
    }

    private static void choice(Html html, String name, List<String> values) {
        html.open("label").text(name + " ").open("select", "id", "f-" + name, "autocomplete", "off");
        html.leaf("option", "all", "value", "");
        values.forEach(value -> html.leaf("option", Shown.cut(value, 60), "value", value));
        html.close().close();
    }
}
