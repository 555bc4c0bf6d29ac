package dev.faultline.checkers.generate;

import org.jspecify.annotations.Nullable;

/** A call under way. */
final class Call {
    final String function;
    final @Nullable Object argument;

    /** What it is answered with, once it took effect; by itself, a mutation answers what it was asked. */
    @Nullable
    Object result;

    /** Took no effect, and says so. */
    boolean refused;

    /** The answer stands already, whatever the object holds: the lie of a planted violation. */
    final boolean planted;

    private Call(String function, @Nullable Object argument, @Nullable Object result, boolean planted) {
        this.function = function;
        this.argument = argument;
        this.result = result;
        this.planted = planted;
    }

    static Call of(String function, @Nullable Object argument) {
        return new Call(function, argument, argument, false);
    }

    static Call answered(String function, @Nullable Object argument, @Nullable Object result) {
        return new Call(function, argument, result, true);
    }
}
