package dev.faultline.harness.operation;

import org.jspecify.annotations.Nullable;

/**
 * How an invocation ended.
 *
 * @param value what it returned, or the value of the invocation when it returned nothing
 * @param error why it did not succeed
 */
public record Completion(
        Outcome outcome, @Nullable Object value, @Nullable String error) {

    /** What is known of an invocation's effect. */
    public enum Outcome {
        /** It took effect. */
        OK,
        /** It did not take effect and never will. */
        FAIL,
        /** Unknown: it may have taken effect, may do so later, or never. */
        INFO
    }

    public static Completion ok(@Nullable Object value) {
        return new Completion(Outcome.OK, value, null);
    }

    public static Completion fail(@Nullable Object value, String error) {
        return new Completion(Outcome.FAIL, value, error);
    }

    public static Completion info(@Nullable Object value, String error) {
        return new Completion(Outcome.INFO, value, error);
    }
}
