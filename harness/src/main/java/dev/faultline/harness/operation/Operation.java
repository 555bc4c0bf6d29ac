package dev.faultline.harness.operation;

import org.jspecify.annotations.Nullable;

/**
 * What a client (or the faults' thread) is to do: a function and its argument.
 *
 * @param function {@code read}, {@code write} ...
 * @param value its argument, in the shape that the history records
 */
public record Operation(String function, @Nullable Object value) {

    /** One that takes no argument. */
    public static Operation of(String function) {
        return new Operation(function, null);
    }
}
