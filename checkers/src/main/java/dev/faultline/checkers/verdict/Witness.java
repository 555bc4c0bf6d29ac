package dev.faultline.checkers.verdict;

import java.util.Map;

/** Why a history is invalid. {@code toString()} tells the whole story in a few lines. */
public interface Witness {
    /** One sentence without a line break. */
    String summary();

    /** The same as data: strings, numbers, booleans, lists and string-keyed maps, ready for JSON or EDN. */
    Map<String, Object> toData();
}
