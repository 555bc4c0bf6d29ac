package dev.faultline.checkers.explain;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import java.util.Locale;

/** How things look on the page. */
final class Shown {
    /** Characters of a value, a state or a message; a whole set or map would bury the rest. */
    private static final int LENGTH_MAX = 160;

    private Shown() {}

    /** As text within an element or an attribute, with no character that changes how others are read. */
    static String text(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isHidden(c) ? '\uFFFD' : c);
            }
        }
        return out.toString();
    }

    /** The same, cut where it is longer than anyone reads. */
    static String cut(String text) {
        String visible = text.chars()
                .collect(
                        StringBuilder::new,
                        (out, c) -> out.append(isHidden((char) c) ? '\uFFFD' : (char) c),
                        StringBuilder::append)
                .toString();
        if (visible.length() <= LENGTH_MAX) {
            return visible;
        }
        int end = Character.isHighSurrogate(visible.charAt(LENGTH_MAX - 1)) ? LENGTH_MAX - 1 : LENGTH_MAX;
        return visible.substring(0, end) + "\u2026";
    }

    private static boolean isHidden(char c) {
        return (c != '\n' && Character.isISOControl(c)) || Character.getType(c) == Character.FORMAT;
    }

    static String process(Operation operation) {
        String node = operation.node() == null ? "" : " (" + operation.node() + ")";
        return cut(operation.process() + node);
    }

    /** From when to when, in seconds, or by rank where the history has no times. */
    static String interval(Operation operation) {
        boolean open = operation.completedRank() == Operation.NEVER;
        if (operation.invokedAt() < 0) {
            return "#" + operation.invokedRank() + (open ? " .." : " .. #" + operation.completedRank());
        }
        String from = seconds(operation.invokedAt());
        return open || operation.completedAt() < 0
                ? from + " s .."
                : from + " .. " + seconds(operation.completedAt()) + " s";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    static String error(Operation operation) {
        return operation.error() == null ? "" : cut(Edn.print(operation.error()));
    }
}
