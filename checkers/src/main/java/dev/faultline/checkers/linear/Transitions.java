package dev.faultline.checkers.linear;

/** A model compiled to numbers: states and kinds of operation are ints. */
interface Transitions {
    int ILLEGAL = -1;

    int initialState();

    /** The state after an operation of that kind, or {@link #ILLEGAL}. */
    int step(int state, int kind);

    /** Whether the states that these kinds lead to, used as often as one likes, are known to be few. */
    default boolean areFew() {
        return true;
    }
}
