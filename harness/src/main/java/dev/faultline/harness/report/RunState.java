package dev.faultline.harness.report;

/** What the index can say of a run: its verdict, or why it has none. */
enum RunState {
    VALID("✓", "valid", "good"),
    INVALID("✕", "invalid", "bad"),
    UNKNOWN("?", "unknown", "unsure"),
    /** No verdict yet, and its files were written to a moment ago. */
    RUNNING("…", "running", "running"),
    /** No verdict, and nobody writes to it: killed, or never judged. */
    NOT_JUDGED("–", "not judged", "q"),
    UNREADABLE("!", "unreadable", "unsure");

    private final String glyph;
    private final String word;
    private final String cssClass;

    RunState(String glyph, String word, String cssClass) {
        this.glyph = glyph;
        this.word = word;
        this.cssClass = cssClass;
    }

    static RunState of(VerdictSign sign) {
        return switch (sign) {
            case VALID -> VALID;
            case INVALID -> INVALID;
            case UNKNOWN -> UNKNOWN;
        };
    }

    boolean judged() {
        return this == VALID || this == INVALID || this == UNKNOWN;
    }

    String glyph() {
        return glyph;
    }

    String word() {
        return word;
    }

    String cssClass() {
        return cssClass;
    }
}
