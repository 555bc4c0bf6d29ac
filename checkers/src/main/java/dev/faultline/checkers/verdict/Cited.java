package dev.faultline.checkers.verdict;

import dev.faultline.checkers.history.Operation;

/**
 * An operation that a witness speaks of.
 *
 * @param role its part in the violation, in a few words such as {@code lost} or {@code the last read that saw it}
 * @param culprit whether it is what went wrong, and not what shows so: the faults in force at culprits are told
 */
public record Cited(Operation operation, String role, boolean culprit) {
    public Cited {
        if (role.isBlank()) {
            throw new IllegalArgumentException("role: a cited operation says why it is cited");
        }
    }

    /** An operation that went wrong. */
    public static Cited culprit(Operation operation, String role) {
        return new Cited(operation, role, true);
    }

    /** An operation that shows what went wrong. */
    public static Cited context(Operation operation, String role) {
        return new Cited(operation, role, false);
    }
}
