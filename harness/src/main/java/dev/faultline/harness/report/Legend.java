package dev.faultline.harness.report;

import java.util.List;
import java.util.stream.Collectors;

/** What the signs of the time stack mean, with the counts behind the shades. */
final class Legend {
    private final Tally tally;

    Legend(Tally tally) {
        this.tally = tally;
    }

    void draw(Html html) {
        html.open("div", "class", "leg");
        Heat heat = new Heat(tally.latency);
        html.open("span");
        for (int shade = heat.lightest(); shade < Heat.LEVELS; shade++) {
            html.leaf("i", "", "class", "shade b" + shade);
        }
        List<String> floors = heat.floors().stream().map(Figures::count).collect(Collectors.toList());
        html.text("ok operations in a cell: from " + String.join(", ", floors)).close();
        sign(html, "ln", "p50 and p99 of ok operations");
        sign(html, "sw fail", "fail: " + Figures.count(tally.failed.total()));
        sign(html, "sw info", "info: " + Figures.count(tally.unknown.total()));
        sign(html, "lg ct", "cut or slow");
        sign(html, "lg pz", "paused");
        sign(html, "lg kl", "killed");
        sign(html, "", "led: leader when the fault began");
        html.leaf("span", "Node lanes: ok operations answered by the node; shades by its own busiest cell.");
        html.close();
    }

    private static void sign(Html html, String cssClass, String text) {
        html.open("span").leaf("i", "", "class", cssClass).text(text).close();
    }
}
