package dev.faultline.harness.run;

import dev.faultline.checkers.sanity.LogPatterns;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The logs collected from the nodes, looked through for last words. */
final class Logs {
    private static final List<String> DAMAGING = List.of("flip", "truncate");

    /** How stores refuse data that is not what they wrote. */
    private static final String REFUSAL =
            "(?i)(crc|checksum)[ a-z]*mismatch|corrupt|unexpected EOF|file size too small|invalid database"
                    + "|fatal error: fault|unexpected fault address";

    /** How etcd ends when it asks for itself in a list of members that it has just been taken off. */
    private static final String REMOVED = "failed to find local ID";

    private Logs() {}

    /**
     * What a system says of a disk that was made to fail, of data that was damaged, or of its own removal, before it ends itself, are
     * no last words.
     */
    static LogPatterns patterns(FaultsRecord faults) {
        LogPatterns patterns = LogPatterns.DEFAULT;
        for (FaultsRecord.Window window : faults.faults()) {
            if (window.kind().equals("disk")) {
                patterns = patterns.ignore("(?i)no space left on device").ignore("(?i)input/output error");
                patterns = DAMAGING.contains(window.shape()) ? patterns.ignore(REFUSAL) : patterns;
            } else if (window.kind().equals("membership")) {
                patterns = patterns.ignore(REMOVED);
            }
        }
        return patterns;
    }

    static Finding judge(RunFolder folder, LogPatterns patterns) {
        Map<String, List<String>> logs = new TreeMap<>();
        try {
            for (Path file : files(folder.logs())) {
                // Any byte is a character here: a log may hold what is no text.
                logs.put(
                        folder.logs().relativize(file).toString(),
                        Files.readAllLines(file, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the logs in " + folder.logs() + ": " + e.getMessage(), e);
        }
        return patterns.find(logs);
    }

    /** The nodes of which a log is not there or holds nothing, in a sentence: silence of a log that nobody has is no good news. */
    static Optional<String> missing(RunFolder folder, List<String> nodes, List<String> logs) {
        List<String> without = nodes.stream()
                .filter(node -> logs.stream()
                        .anyMatch(log -> folder.logs(node)
                                        .resolve(Path.of(log).getFileName())
                                        .toFile()
                                        .length()
                                == 0))
                .toList();
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of("no log was collected from " + String.join(" ", without));
    }

    private static List<Path> files(Path logs) throws IOException {
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(logs)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
