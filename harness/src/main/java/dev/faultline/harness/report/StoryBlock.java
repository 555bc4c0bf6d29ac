package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import java.util.ArrayList;
import java.util.List;

/** What went on in the cluster around the violation, message by message: as a picture, and the same as text. */
final class StoryBlock {
    static final int MOST_ENTRIES = 600;
    private static final int MOST_NEAR = 140;
    private static final int MOST_LINES = 400;

    private final StoryRecord story;

    StoryBlock(StoryRecord story) {
        this.story = story;
    }

    void draw(Html html) {
        html.open("section", "id", "story").leaf("h2", "The story of the violation");
        if (story.entries().isEmpty()) {
            html.leaf("p", "The run was traced, but nothing was recorded around the violation.");
            html.close();
            return;
        }
        StoryPick pick = StoryPick.of(story, MOST_NEAR, MOST_ENTRIES);
        StoryLanes lanes = StoryLanes.of(story);
        html.leaf("p", caption(pick, lanes));
        new StoryChart(story, lanes, pick.near(), "sqn").draw(html);
        legend(html);
        if (!pick.rest().isEmpty()) {
            html.open("details").open("summary").text("What lies farther from the violation");
            html.leaf("span", Figures.count(pick.rest().size(), "entry", "entries"))
                    .close();
            html.open("div", "class", "sq-w");
            new StoryChart(story, lanes, pick.rest(), "sqr").draw(html);
            html.close().close();
        }
        text(html);
        html.close();
    }

    private String caption(StoryPick pick, StoryLanes lanes) {
        List<String> parts = new ArrayList<>();
        parts.add(
                "The run was made again from its seed and traced. Time runs downward, not to scale: stretches in which nothing"
                        + " happens are cut short. Drawn: "
                        + Figures.ratio(pick.drawn(), story.entries().size()) + " entries"
                        + (pick.rest().isEmpty()
                                ? ""
                                : ", the nearest " + Figures.count(pick.near().size()) + " first"));
        if (pick.heartbeats() + pick.others() > 0) {
            parts.add("Left out: " + Figures.count(pick.heartbeats(), "heartbeat", "heartbeats") + " and "
                    + Figures.count(pick.others(), "other entry", "other entries")
                    + " that lie farthest from the violation");
        }
        if (lanes.leftOut() > 0) {
            parts.add("Nodes without a lane, for want of room: " + Figures.count(lanes.leftOut()));
        }
        return String.join(". ", parts) + ".";
    }

    private static void legend(Html html) {
        html.open("div", "class", "leg");
        for (String[] sign : new String[][] {
            {"lg sq-ka", "message, sent → arrived; pale: heartbeat"},
            {"lg sq-kx", "✕ dropped (cut, lost or receiver down)"},
            {"sq-ke", "what a node does on its own"},
            {"lg ld", "leads"},
            {"lg kl", "does not run"},
            {"shade sq-kf", "a fault is in force"},
            {"sw ok", "ok"},
            {"sw hollow", "fail"},
            {"sw hatch", "info"},
            {"sw hotbox", "impossible"}
        }) {
            html.open("span").leaf("i", "", "class", sign[0]).text(sign[1]).close();
        }
        html.close();
    }

    private void text(Html html) {
        List<String> lines = StoryText.lines(story, MOST_LINES);
        html.open("details").open("summary").text("The same as text");
        html.leaf("span", Figures.count(lines.size(), "line", "lines") + ", equal heartbeats folded")
                .close();
        html.open("div", "class", "scroll").open("pre", "class", "sq-p");
        for (String line : lines) {
            html.open("span", "class", line.startsWith(">") ? "bad" : "")
                    .text(line)
                    .close()
                    .verbatim("\n");
        }
        html.close().close().close();
    }
}
