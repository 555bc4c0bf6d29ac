package dev.faultline.harness.report;

import java.util.List;
import java.util.stream.Collectors;

/** What the signs of the time stack mean, with the counts behind the shades. */
final class Legend {
    private final Tally tally;
    private final Observed observed;

    Legend(Tally tally, Observed observed) {
        this.tally = tally;
        this.observed = observed;
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
        if (observed.hasRoles()) {
            sign(html, "lg ld", "leader");
            sign(html, "lg fo", "follower");
            sign(html, "lg cd", "knows of no leader");
            sign(html, "lg si", "no answer");
        } else {
            sign(html, "", "led: leader when the fault began");
        }
        html.leaf("span", "Node lanes: ok operations answered by the node, shades by its own busiest cell.");
        if (observed.hasSamples()) {
            sign(html, "ln em", "the node whose name is underlined, the others grey");
            html.leaf("span", "Press a node’s name to follow its lines.", "class", "scripted");
        }
        html.close();
    }

    private static void sign(Html html, String cssClass, String text) {
        html.open("span").leaf("i", "", "class", cssClass).text(text).close();
    }
}
