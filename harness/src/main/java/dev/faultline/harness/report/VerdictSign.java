package dev.faultline.harness.report;

import java.util.Locale;

/** How a verdict looks: a glyph and a word, so that its colour is never the only sign. */
enum VerdictSign {
    VALID("✓", "good", "fine", 0),
    INVALID("✕", "bad", "bad", 1),
    UNKNOWN("?", "unsure", "unsure", 2);

    private final String glyph;
    private final String cssClass;
    private final String tagClass;
    private final int exitCode;

    VerdictSign(String glyph, String cssClass, String tagClass, int exitCode) {
        this.glyph = glyph;
        this.cssClass = cssClass;
        this.tagClass = tagClass;
        this.exitCode = exitCode;
    }

    /** Anything that is neither valid nor invalid is unknown. */
    static VerdictSign of(String verdict) {
        return switch (verdict.toLowerCase(Locale.ROOT)) {
            case "valid" -> VALID;
            case "invalid" -> INVALID;
            default -> UNKNOWN;
        };
    }

    String glyph() {
        return glyph;
    }

    String cssClass() {
        return cssClass;
    }

    String tagClass() {
        return tagClass;
    }

    int exitCode() {
        return exitCode;
    }

    String text() {
        return glyph + " " + name();
    }
}
