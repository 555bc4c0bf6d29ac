package dev.faultline.checkers.verdict;

import dev.faultline.checkers.history.History;
import java.util.Optional;

/**
 * What a {@link Checker} can also be: one that knows of each acknowledged mutation whether it was lost, as that of a set does by its
 * elements. A run charges what is lost to its faults, and holds it against its objectives.
 */
public interface TellsLosses {

    /** Empty when the history does not tell, as where nothing was acknowledged or nothing was read in the end. */
    Optional<Losses> losses(History history);
}
