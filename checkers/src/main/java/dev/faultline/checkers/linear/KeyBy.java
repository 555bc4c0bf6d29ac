package dev.faultline.checkers.linear;

/** Where an operation names the independent object it works on. Never guessed from the values. */
public enum KeyBy {
    /** The history is of one object. */
    NONE,
    /** Every value is {@code [key v]}. */
    VALUE_TUPLE
}
