package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultsRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbered datagrams that arrived of those sent, on every directed link: the matrix shows the direction of a cut. */
final class DatagramMatrix {
    private static final int MOST_NODES = 16;

    private final FaultsRecord.Window fault;
    private final Map<?, ?> datagrams;

    /** @param datagrams from {@code "n1->n2"} to {@code {before: [arrived, sent], during: [...], after: [...]}} */
    DatagramMatrix(FaultsRecord.Window fault, Map<?, ?> datagrams) {
        this.fault = fault;
        this.datagrams = datagrams;
    }

    void draw(Html html) {
        List<String> nodes = nodes();
        matrix(html, "during", "arrived / sent while it lasted", nodes);
        for (String phase : List.of("before", "after")) {
            String whole = whole(phase);
            if (whole == null) {
                matrix(html, phase, "arrived / sent " + phase, nodes);
            } else {
                html.leaf("p", whole, "class", "q small");
            }
        }
    }

    private void matrix(Html html, String phase, String caption, List<String> nodes) {
        html.open("div", "class", "scroll")
                .open("table", "class", "mx")
                .leaf("caption", caption)
                .open("thead")
                .open("tr")
                .leaf("th", "from \\ to");
        nodes.forEach(to -> html.leaf("th", Shown.cut(to, 20)));
        html.close().close().open("tbody");
        for (String from : nodes) {
            html.open("tr").leaf("th", Shown.cut(from, 20) + " →");
            for (String to : nodes) {
                cell(html, from, to, phase);
            }
            html.close();
        }
        html.close().close().close();
    }

    private void cell(Html html, String from, String to, String phase) {
        long[] counts = counts(datagrams.get(from + "->" + to), phase);
        boolean cut = phase.equals("during") && fault.links().contains(List.of(from, to));
        if (from.equals(to)) {
            html.leaf("td", "·", "class", "o");
        } else if (counts == null) {
            html.leaf("td", "not measured", "class", "o");
        } else {
            boolean asked = fault.kind().equals("loss") ? counts[0] < counts[1] : counts[0] == 0;
            boolean wrong = cut ? !asked : counts[0] < counts[1];
            html.leaf("td", counts[0] + "/" + counts[1], "class", cut ? (wrong ? "c w" : "c") : wrong ? "w" : "");
        }
    }

    /** One sentence when nothing was lost in a phase; null when something was or nothing is known. */
    private @Nullable String whole(String phase) {
        long links = 0;
        long sent = 0;
        for (Object link : datagrams.values()) {
            long[] counts = counts(link, phase);
            if (counts == null || counts[0] < counts[1] || counts[1] == 0) {
                return null;
            }
            links++;
            sent += counts[1];
        }
        return links == 0
                ? null
                : Character.toUpperCase(phase.charAt(0)) + phase.substring(1) + ": all " + Figures.count(sent)
                        + " arrived, on " + Figures.count(links) + " directed links.";
    }

    private List<String> nodes() {
        LinkedHashSet<String> nodes = new LinkedHashSet<>();
        for (Object link : datagrams.keySet()) {
            nodes.addAll(List.of(String.valueOf(link).split("->", 2)));
        }
        List<String> sorted = new ArrayList<>(nodes);
        sorted.sort(null);
        return sorted.subList(0, Math.min(MOST_NODES, sorted.size()));
    }

    private static long @Nullable [] counts(@Nullable Object link, String phase) {
        return link instanceof Map<?, ?> phases
                        && phases.get(phase) instanceof List<?> counts
                        && counts.size() == 2
                        && counts.get(0) instanceof Number arrived
                        && counts.get(1) instanceof Number sent
                ? new long[] {arrived.longValue(), sent.longValue()}
                : null;
    }
}
