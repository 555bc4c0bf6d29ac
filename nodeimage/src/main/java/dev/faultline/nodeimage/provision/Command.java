package dev.faultline.nodeimage.provision;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to run.
 *
 * @param words the program and its arguments; no shell reads them
 * @param environment variables in addition to those of this process
 * @param limit after which it is killed
 * @param firstOutput after which it is killed if it has printed nothing yet; null: it may be silent
 */
record Command(
        List<String> words,
        Map<String, String> environment,
        Duration limit,
        @Nullable Duration firstOutput) {

    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("words: a command has at least one");
        }
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit: " + limit + " is not positive");
        }
    }

    /** A command with a minute to finish. */
    static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Duration.ofMinutes(1), null);
    }

    Command within(Duration newLimit) {
        return new Command(words, environment, newLimit, firstOutput);
    }

    Command speakingWithin(Duration newFirstOutput) {
        return new Command(words, environment, limit, newFirstOutput);
    }

    Command with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Command(words, more, limit, firstOutput);
    }

    /** The words with blanks between them, as messages show a command. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
