package dev.faultline.harness.time;

import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param value the answer, where there is one
 * @param failure what went wrong, null when nothing did
 */
public record Reply<T extends @Nullable Object>(
        @Nullable T value, @Nullable Exception failure) {

    public static <T extends @Nullable Object> Reply<T> of(T value) {
        return new Reply<>(value, null);
    }

    public static <T extends @Nullable Object> Reply<T> failed(Exception failure) {
        return new Reply<>(null, failure);
    }
}
