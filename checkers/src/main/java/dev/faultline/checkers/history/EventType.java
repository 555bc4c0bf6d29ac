package dev.faultline.checkers.history;

import java.util.Locale;

/** What an event tells: a call began, or it ended with that outcome. */
public enum EventType {
    INVOKE,
    OK,
    FAIL,
    INFO;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word of Jepsen's format: {@code invoke}, {@code ok}, {@code fail}, {@code info}. */
    public String word() {
        return word;
    }
}
