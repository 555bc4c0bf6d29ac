package dev.faultline.checkers.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one checker found.
 *
 * @param checker its name, unique within a {@link Judgement}
 * @param details what else it learned, in the order in which it is told, as strings, numbers, booleans, lists and string-keyed maps
 */
public record Finding(String checker, Verdict verdict, Map<String, Object> details) {
    public Finding {
        if (checker.isBlank()) {
            throw new IllegalArgumentException("checker: a finding names its checker");
        }
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
