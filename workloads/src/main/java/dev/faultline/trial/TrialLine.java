package dev.faultline.trial;

import dev.faultline.nightly.Matrix;
import dev.faultline.node.Bug;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of the trial.
 *
 * @param bug that is planted; empty for a correct configuration
 * @param words the options of {@code faultline run}, without those of system and bug
 */
public record TrialLine(Optional<Bug> bug, List<String> words) {
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
            return Matrix.lines(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .map(line -> of(line.words()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrialLine of(List<String> words) {
        if (words.get(0).equals("correct")) {
            return new TrialLine(Optional.empty(), words.subList(1, words.size()));
        }
        Bug bug = Arrays.stream(Bug.values())
                .filter(candidate -> candidate.word().equals(words.get(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("trial.txt: no bug " + words.get(1)));
        return new TrialLine(Optional.of(bug), words.subList(2, words.size()));
    }
}
