package dev.faultline.checkers.linear;

/** A model that holds one value: a state is a value's number, an operation needs one value and puts another. */
record ValueTransitions(int initialState, int[] neededByKind, int[] putByKind) implements Transitions {
    /** Needs no value, or puts none. */
    static final int NONE = -1;

    @Override
    public int step(int state, int kind) {
        int needed = neededByKind[kind];
        if (needed != NONE && needed != state) {
            return ILLEGAL;
        }
        int put = putByKind[kind];
        return put == NONE ? state : put;
    }
}
