package dev.faultline.harness.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What need not be read again to draw the index once more: judged runs whose folders have not changed. What the index reads of them
 * is written by renaming, which changes the folder's time.
 */
public final class RunMemory {
    /** A change within the grain of the file system's times could go unseen. */
    private static final Duration GRAIN = Duration.ofSeconds(2);

    private final Map<Path, Seen> runs = new ConcurrentHashMap<>();

    private record Seen(Instant modified, IndexedRun run) {}

    /**
     * @param modified when the folder was changed last, as found before it is read
     * @param now the time by the same clock
     */
    IndexedRun run(Path folder, Instant modified, Instant now, Function<Path, IndexedRun> read) {
        Seen seen = runs.get(folder);
        if (seen != null && seen.modified().equals(modified)) {
            return seen.run();
        }
        IndexedRun run = read.apply(folder);
        if (run.state().judged() && modified.plus(GRAIN).isBefore(now)) {
            runs.put(folder, new Seen(modified, run));
        }
        return run;
    }

    /** Forgets all others. */
    void keep(Collection<Path> folders) {
        runs.keySet().retainAll(Set.copyOf(folders));
    }
}
