package dev.faultline.checkers.generate;

/** What clients work on: one object, in one place, on which each call takes effect in one moment. */
interface SimulatedObject {
    /** A value that no other call ever puts anywhere: of it one knows what may be seen. */
    long MARKER = -1;

    /** How many values there are in a small domain. */
    int SMALL = 5;

    /** What a client asks next. */
    Call next(SplitMix random);

    /** The call takes effect now: changes the object, and gets its answer. */
    void apply(Call call);

    /** An operation got its answer, in case the object needs to know what clients have been told. */
    default void acknowledged(Call call) {}

    /** How many calls, one after the other, it takes to plant a violation. */
    int plantedCalls();

    /**
     * One of these calls, invoked when the one before has completed. Whatever else happens, the last of them cannot be linearized.
     *
     * @param step from 0
     */
    Call planted(int step, SplitMix random);
}
