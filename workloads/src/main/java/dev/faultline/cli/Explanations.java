package dev.faultline.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.faultline.checkers.explain.Explanation;
import dev.faultline.checkers.explain.ExplanationPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The folder of {@code --explain}: for each invalid history a page and the same as data. */
final class Explanations {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Map<String, Integer> taken = new HashMap<>();

    private Explanations(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder, before anything is judged in vain.
     *
     * @throws IllegalArgumentException when it cannot be made
     */
    static Explanations in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalArgumentException("--explain: cannot make a folder " + folder + ": " + e.getMessage(), e);
        }
        return new Explanations(folder);
    }

    /** Writes what there is to explain; nothing for a history that is not invalid. */
    void write(FileCheck check, CheckedFile checked) {
        Explanation explanation = check.explain(checked);
        if (explanation == null) {
            return;
        }
        String name = name(checked.file());
        try {
            Files.writeString(folder.resolve(name + ".html"), ExplanationPage.html(explanation, List.of()));
            Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(explanation.toData()));
        } catch (IOException e) {
            throw new IllegalArgumentException("--explain: cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The file's own, with a number where files of several folders are called the same. */
    private String name(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.(edn|json|jsonl)$", "");
        int times = taken.merge(name, 1, Integer::sum);
        return times == 1 ? name : name + "-" + times;
    }
}
