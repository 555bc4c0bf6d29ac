package dev.faultline.trial;

import dev.faultline.harness.option.Words;
import dev.faultline.nightly.Matrix;
import dev.faultline.node.Bug;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the trial.
 *
 * @param bug that is planted; empty for a correct configuration
 * @param words the options of {@code faultline run}, without those of system and bug
 */
public record TrialLine(Optional<Bug> bug, List<String> words) {
    private static final Map<String, Bug> BUGS = Words.byName(List.of(Bug.values()), Bug::word);

    public TrialLine {
        words = List.copyOf(words);
    }

    /** The options with which the bug is there, if there is one. */
    public List<String> planted() {
        List<String> all = new ArrayList<>(sound());
        bug.ifPresent(planted -> all.addAll(List.of("--option", "bug=" + planted.word())));
        return all;
    }

    /** The options without it. */
    public List<String> sound() {
        List<String> all = new ArrayList<>(List.of("--system", "single-leader"));
        all.addAll(words);
        return all;
    }

    /** What follows that option. */
    public String valueOf(String option) {
        int at = words.indexOf(option);
        return at < 0 ? "" : words.get(at + 1);
    }

    /** What sets it apart from the other lines of its workload. */
    public String name() {
        List<String> apart = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            if (words.get(i).equals("--option")) {
                apart.add(words.get(i + 1));
            }
        }
        return apart.isEmpty() ? "as it is by default" : String.join(", ", apart);
    }

    /** Which faults there are, for people; empty for none. */
    public String faults() {
        String schedule = valueOf("--schedule");
        return schedule.isEmpty()
                ? String.join(", ", Words.list(valueOf("--faults")))
                : "schedule " + schedule.substring(1);
    }

    /** The schedules that lines name: {@code @kills} stands for a file that lies beside the trial's results. */
    public static byte[] schedule(String name) {
        try (InputStream in = TrialLine.class.getResourceAsStream(name + ".json")) {
            if (in == null) {
                throw new IllegalStateException(name + ".json is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The trial that comes with Faultline. */
    public static List<TrialLine> standard() {
        try (InputStream in = TrialLine.class.getResourceAsStream("trial.txt")) {
            if (in == null) {
                throw new IllegalStateException("trial.txt is missing");
            }
            return read("trial.txt", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The lines of a text that say something.
     *
     * @param name of the text, for complaints
     * @throws IllegalArgumentException in one line that names the text's line and the word that is wrong
     */
    static List<TrialLine> read(String name, String text) {
        return Matrix.lines(text).stream()
                .map(line -> of(name + ":" + line.number() + ": ", line.words()))
                .toList();
    }

    private static TrialLine of(String where, List<String> words) {
        return switch (words.get(0)) {
            case "correct" -> new TrialLine(Optional.empty(), options(where, words.subList(1, words.size())));
            case "bug" -> {
                String word = words.size() < 2 ? "" : words.get(1);
                Bug bug = Words.lookUp(where + "bug", "bug", word, BUGS);
                yield new TrialLine(Optional.of(bug), options(where, words.subList(2, words.size())));
            }
            default ->
                throw new IllegalArgumentException(
                        where + "begins with bug or correct, not with \"" + words.get(0) + "\"");
        };
    }

    /** Each option has its value after it, and each line says what it runs. */
    private static List<String> options(String where, List<String> words) {
        for (int i = 0; i < words.size(); i += 2) {
            if (!words.get(i).startsWith("--")) {
                throw new IllegalArgumentException(where + "\"" + words.get(i) + "\" is no option (--name)");
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(where + words.get(i) + " has no value");
            }
        }
        if (!words.contains("--workload")) {
            throw new IllegalArgumentException(where + "--workload is missing");
        }
        return words;
    }
}
