package dev.faultline.checkers.history;

import java.util.Locale;

/** How an operation ended: it happened, it did not happen, or nobody knows. */
public enum Outcome {
    /** It took effect between invocation and completion, with this result. */
    OK,
    /** It did not take effect and never will. */
    FAIL,
    /** It may take effect at any time after its invocation, or never: a timeout, a lost connection, a crash. */
    INFO;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word users see: {@code ok}, {@code fail}, {@code info}. */
    public String word() {
        return word;
    }
}
