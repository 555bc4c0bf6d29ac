package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A list of names with their values. */
final class KeyValues {
    private static final int MOST = 80;
    private static final int VALUE_CHARS = 300;

    private final List<Map.Entry<String, String>> entries = new ArrayList<>();

    KeyValues add(String name, String value) {
        entries.add(Map.entry(name, value));
        return this;
    }

    KeyValues add(String name, double value) {
        return add(name, Figures.number(value));
    }

    void draw(Html html) {
        if (entries.isEmpty()) {
            return;
        }
        html.open("div", "class", "kv");
        for (Map.Entry<String, String> entry : entries.subList(0, Math.min(MOST, entries.size()))) {
            html.open("div").leaf("span", Shown.value(entry.getKey()));
            html.leaf("span", Shown.cut(entry.getValue(), VALUE_CHARS), "class", "m")
                    .close();
        }
        html.close();
        if (entries.size() > MOST) {
            html.leaf("p", "Shown: " + Figures.ratio(MOST, entries.size()) + ".", "class", "q small");
        }
    }
}
