package dev.faultline.checkers.verdict;

import dev.faultline.checkers.history.Operation;
import java.util.List;

/**
 * What became of acknowledged mutations: the recovery point of a system that promised to keep them.
 *
 * @param told those of which the history tells whether they were kept, each lost one among them
 * @param lost those of which it tells that they are gone
 */
public record Losses(List<Operation> told, List<Operation> lost) {
    public Losses {
        told = List.copyOf(told);
        lost = List.copyOf(lost);
        if (lost.size() > told.size()) {
            throw new IllegalArgumentException(
                    "lost: at most all " + told.size() + " that are told, not " + lost.size());
        }
    }
}
