package dev.faultline.harness.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Markup being written, well-formed as XML too. Text and attribute values are escaped here and nowhere else, so that a block
 * cannot forget to; elements close in the order in which they were opened.
 */
public final class Html {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private int elements;

    /** Opens an element. {@code attributes} are names and values in turn. */
    public Html open(String tag, String... attributes) {
        start(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    public Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that holds text only. */
    public Html leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element that has no end tag in HTML, or one of SVG's that is empty. */
    public Html empty(String tag, String... attributes) {
        start(tag, attributes).append("/>");
        return this;
    }

    public Html text(String text) {
        escape(Shown.plainly(text));
        return this;
    }

    /** A finished part. */
    Html add(Html part) {
        if (!part.open.isEmpty()) {
            throw new IllegalStateException("part with open elements: " + part.open);
        }
        out.append(part.out);
        elements += part.elements;
        return this;
    }

    /** The harness's own style sheet or script, or JSON that was made safe for a script block. Never anything of a run. */
    Html verbatim(String ours) {
        out.append(ours);
        return this;
    }

    int elements() {
        return elements;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private StringBuilder start(String tag, String... attributes) {
        elements++;
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(Shown.plainly(attributes[i + 1]));
            out.append('"');
        }
        return out;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }
}
