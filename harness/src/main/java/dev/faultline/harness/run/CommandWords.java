package dev.faultline.harness.run;

import java.util.ArrayList;
import java.util.List;

/** The words of a command, as it is put together. */
final class CommandWords {
    private final List<String> words = new ArrayList<>();

    CommandWords(String... first) {
        words.addAll(List.of(first));
    }

    void add(String option, String value) {
        words.add(option);
        words.add(value);
    }

    /** What is so by default is not said. */
    void add(String option, String value, String byDefault) {
        if (!value.equals(byDefault)) {
            add(option, value);
        }
    }

    List<String> words() {
        return List.copyOf(words);
    }
}
