package dev.faultline.node.sim;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which files there are, by name, and what of that is not durable. */
final class SimulatedDirectory {
    final TreeMap<String, SimulatedFile> files = new TreeMap<>();
    final ChangeLog unsynced = new ChangeLog();

    private record Entry(String words, Runnable undoing) implements ChangeLog.Change {
        @Override
        public void undo() {
            undoing.run();
        }
    }

    SimulatedFile create(long at, String name) {
        SimulatedFile file = new SimulatedFile();
        files.put(name, file);
        log(at, "made " + name, () -> files.remove(name));
        return file;
    }

    void rename(long at, String from, String to, SimulatedFile file) {
        if (from.equals(to)) {
            return;
        }
        files.remove(from);
        SimulatedFile replaced = files.put(to, file);
        log(at, "renamed " + from + " to " + to, () -> {
            files.put(from, file);
            putBack(to, replaced);
        });
    }

    void delete(long at, String name, SimulatedFile file) {
        files.remove(name);
        log(at, "deleted " + name, () -> files.put(name, file));
    }

    /** What a crash leaves: of the changes that are not durable, a drawn number of the oldest; words for the others. */
    List<String> crash(Dice dice) {
        List<ChangeLog.Change> changes = unsynced.changes();
        int kept = changes.isEmpty() ? 0 : dice.nextInt(changes.size() + 1);
        unsynced.cutTo(kept);
        return changes.stream()
                .skip(kept)
                .map(change -> "not " + ((Entry) change).words())
                .toList();
    }

    private void putBack(String name, @Nullable SimulatedFile file) {
        if (file == null) {
            files.remove(name);
        } else {
            files.put(name, file);
        }
    }

    private void log(long at, String words, Runnable undo) {
        unsynced.add(at, new Entry(words, undo));
    }
}
