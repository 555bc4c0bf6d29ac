package dev.faultline.checkers.linear;

import java.util.Locale;

/** Why an algorithm ended without an answer. */
public enum Cause {
    /** It used up the steps of its {@link Budget}. */
    STEPS,
    /** It needs more memory than it may have. */
    BYTES,
    /** Its time is over. */
    TIME,
    /** Somebody ended it. */
    CANCELLED,
    /** The algorithm that was asked for does not apply, and no other was allowed. */
    INAPPLICABLE;

    /** As users see it: {@code steps}, {@code bytes}, ... */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
