package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of the index.
 *
 * @param title what its runs have in common
 * @param pinned verdicts that nobody expected, on top of all others
 * @param failures all such, shown here or not, and what has become of each
 * @param rest newest first
 * @param served whether a server answers that has each run as a zip too
 */
record IndexPage(
        String title,
        List<IndexedRun> pinned,
        Map<IndexedRun, Failure> failures,
        List<IndexedRun> rest,
        boolean served) {

    private static final String[] FROM_DISK = {"lang", "en"};
    private static final String[] SERVED = {"lang", "en", "data-served", ""};

    /** A further page: its file, what it holds and how many runs that is. */
    record Other(String file, String name, int runs) {}

    /**
     * @param all whose totals stand on top and whose last runs are drawn below; null on a page of older runs, which has neither
     * @param others pages to go to
     * @param footer a last sentence
     */
    Html draw(@Nullable List<IndexedRun> all, List<Other> others, String footer) {
        List<IndexedRun> here = new ArrayList<>(pinned);
        here.addAll(rest);
        Filters filters = new Filters(here, failures);
        String script = Page.resource("index.js");
        Html html = new Html().verbatim("<!DOCTYPE html>\n").open("html", served ? SERVED : FROM_DISK);
        head(html, script, filters);
        html.open("body").leaf("a", "Skip to the runs", "class", "skip", "href", "#runs");
        html.open("main").leaf("h1", title);
        html.leaf("p", totals(all == null ? here : all), "class", "totals", "id", "totals");
        filters.draw(html, here.size());
        html.leaf(
                "noscript",
                "Without script the choices work as well; the search for text, and addresses that keep a choice, do not.",
                "class",
                "q small");
        table(html, filters);
        others(html, all == null ? "" : "Older: ", others);
        if (all != null && !all.isEmpty()) {
            html.add(new Block("trends", "Trends", new RunStrips(all)::draw).draw());
        }
        html.leaf("footer", footer).close();
        html.open("script").verbatim(script).close();
        return html.close().close();
    }

    private void head(Html html, String script, Filters filters) {
        html.open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width,initial-scale=1");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", Page.policy(script));
        html.leaf("title", title + " · Faultline");
        html.empty("link", "rel", "icon", "href", Page.icon("#545c65", "F"));
        html.open("style")
                .verbatim(Page.resource("report.css"))
                .verbatim(Page.resource("index.css"))
                .verbatim(filters.style())
                .close()
                .close();
    }

    /** One line that no filter changes. */
    static String totals(List<IndexedRun> runs) {
        if (runs.isEmpty()) {
            return "No run is stored here.";
        }
        Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
        Map<RunState, Integer> surprises = new EnumMap<>(RunState.class);
        for (IndexedRun run : runs) {
            counts.merge(run.state(), 1, Integer::sum);
            if (run.unexpected()) {
                surprises.merge(run.state(), 1, Integer::sum);
            }
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((state, count) -> parts.add(
                Figures.count(count) + " " + state.word() + foreseen(state, count, surprises.getOrDefault(state, 0))));
        return Figures.count(runs.size(), "run", "runs") + ": " + String.join(", ", parts);
    }

    private static String foreseen(RunState state, int count, int surprises) {
        if (state == RunState.VALID) {
            return surprises == 0 ? "" : " of which " + Figures.count(surprises) + " not expected";
        }
        boolean some = state.judged() && count > surprises;
        return some ? " of which " + Figures.count(count - surprises) + " expected" : "";
    }

    private void table(Html html, Filters filters) {
        html.open("table", "class", "stackable runs", "id", "runs")
                .open("thead")
                .open("tr");
        for (String column : IndexRow.COLUMNS) {
            boolean number = IndexRow.COLUMNS.indexOf(column) >= IndexRow.COLUMNS.indexOf("seed");
            html.leaf("th", column, "class", number ? "n" : "", "scope", "col");
        }
        html.close().close();
        if (!pinned.isEmpty()) {
            String shown = pinned.size() == failures.size()
                    ? Figures.count(failures.size())
                    : "the first " + Figures.ratio(pinned.size(), failures.size());
            body(html, filters, "pinned", "Not expected: " + shown + " (" + byFailure() + ")", pinned);
        }
        if (!rest.isEmpty()) {
            body(html, filters, "rest", pinned.isEmpty() ? "" : "All others, newest first", rest);
        }
        html.close();
    }

    private String byFailure() {
        List<String> parts = new ArrayList<>();
        for (Failure failure : Failure.values()) {
            int count = Collections.frequency(failures.values(), failure);
            if (count > 0) {
                parts.add(Figures.count(count) + " " + failure.word());
            }
        }
        return String.join(", ", parts);
    }

    private static void body(Html html, Filters filters, String id, String name, List<IndexedRun> runs) {
        html.open("tbody", "id", id);
        if (!name.isEmpty()) {
            html.open("tr", "class", "group")
                    .leaf("th", name, "colspan", Integer.toString(IndexRow.COLUMNS.size()), "scope", "rowgroup")
                    .close();
        }
        runs.forEach(run -> html.add(IndexRow.of(run, filters)));
        html.close();
    }

    private static void others(Html html, String before, List<Other> others) {
        if (others.isEmpty()) {
            return;
        }
        html.open("nav", "class", "pages", "aria-label", "Other runs").text(before);
        for (Other other : others) {
            html.leaf("a", other.name(), "href", other.file());
            html.text(other.runs() == 0 ? " " : " (" + Figures.count(other.runs()) + ") ");
        }
        html.close();
    }
}
