package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a client: its invocation with its completion.
 *
 * @param index history index of the invocation
 * @param completion history index of the completion, or -1
 * @param value what was answered when ok, else what was asked, as recorded; a key is no part of it
 * @param invokedAt nanoseconds of the history's clock
 * @param completedAt the same, or {@link #NEVER}
 */
record Call(
        long index,
        long completion,
        int process,
        String node,
        String function,
        @Nullable String key,
        String value,
        long invokedAt,
        long completedAt,
        Outcome outcome,
        @Nullable String error) {

    /** Completion of a call that was open when the recording ended. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Pattern PAIR = Pattern.compile("\\[(\\S+)[ ,]+(\\S+)]");

    static boolean reads(String function) {
        return function.startsWith("read") || function.equals("r") || function.equals("get");
    }

    boolean reads() {
        return reads(function);
    }

    /** From when on its effect is certain; {@link #NEVER} unless ok. */
    long certainAt() {
        return outcome == Outcome.OK ? completedAt : NEVER;
    }

    /** Where its bar ends: at the completion, at the latest when the client gave up. */
    long drawnUntil(long timeoutNanos) {
        return Math.min(completedAt, invokedAt + Math.max(timeoutNanos, 1));
    }

    /** In words: {@code read → 56}, {@code write 66}, {@code cas 56 → 66}. */
    String words() {
        return reads()
                ? outcome == Outcome.OK ? function + " → " + Shown.value(value) : function
                : function + " " + effect();
    }

    /** Short, for a bar: {@code r56}, {@code w66}, {@code 56→66}. */
    String label() {
        String tail = outcome == Outcome.INFO ? " unknown" : "";
        if (reads()) {
            return outcome == Outcome.OK ? "r" + Shown.cut(value, 16) : "r" + tail;
        }
        if (PAIR.matcher(value).matches()) {
            return Shown.cut(effect().replace(" → ", "→"), 24) + tail;
        }
        String initial = function.isEmpty() ? "" : function.substring(0, 1);
        return initial + Shown.cut(value, 16) + tail;
    }

    /** What it leaves in a register when it takes effect; null when the function says nothing about that. */
    @Nullable
    String written() {
        if (function.equals("write")) {
            return value;
        }
        Matcher pair = PAIR.matcher(value);
        return function.equals("cas") && pair.matches() ? pair.group(2) : null;
    }

    private String effect() {
        Matcher pair = PAIR.matcher(value);
        return Shown.value(pair.matches() ? pair.group(1) + " → " + pair.group(2) : value);
    }
}
