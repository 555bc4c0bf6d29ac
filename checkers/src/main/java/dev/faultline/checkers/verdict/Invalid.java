package dev.faultline.checkers.verdict;

/** The history is impossible under the model; the witness shows why. */
public record Invalid(Witness witness) implements Verdict {}
