package dev.faultline.checkers.history;

import org.jspecify.annotations.Nullable;

/** The two parts of a value such as {@code [expected new]} or {@code [key value]}. */
public record Pair(@Nullable Object first, @Nullable Object second) {}
