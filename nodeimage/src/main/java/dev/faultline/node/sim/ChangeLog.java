package dev.faultline.node.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * What was changed and is not durable: the volatile state is kept, and how to get back from it to the durable one. A change that has been
 * settled by a sync is forgotten, so that the log is short while a program syncs.
 */
final class ChangeLog {
    /** Something that was done. */
    interface Change {
        void undo();
    }

    /** @param at when; for a sync, when it began */
    private record Entry(long at, long ends, Change change) {
        boolean isSync() {
            return change == SYNC;
        }
    }

    private static final Change SYNC = () -> {};

    private final ArrayList<Entry> entries = new ArrayList<>();
    /** How many of the entries are syncs: a disk that lies has long logs without any, which must not be searched again and again. */
    private int syncs;

    void add(long at, Change change) {
        entries.add(new Entry(at, at, change));
    }

    /** What was done before is durable when it ends. */
    void sync(long began, long ends) {
        if (!entries.isEmpty()) {
            entries.add(new Entry(began, ends, SYNC));
            syncs++;
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Forgets what is durable by now. */
    void settle(long now) {
        int found = 0;
        for (int i = entries.size() - 1; i >= 0 && found < syncs; i--) {
            if (entries.get(i).isSync()) {
                found++;
                if (entries.get(i).ends() <= now) {
                    entries.subList(0, i + 1).clear();
                    syncs = found - 1;
                    return;
                }
            }
        }
    }

    /** Undoes what is to be done later than {@code now}: the process that was to do it is gone. */
    void withdraw(long now) {
        while (!entries.isEmpty() && entries.get(entries.size() - 1).at() > now) {
            undoLast();
        }
    }

    /** What is not durable, oldest first. */
    List<Change> changes() {
        return entries.stream().filter(e -> !e.isSync()).map(Entry::change).toList();
    }

    /** Undoes all but the first {@code kept} changes, and calls what is left durable. */
    void cutTo(int kept) {
        int changes = (int) entries.stream().filter(e -> !e.isSync()).count();
        while (changes > kept) {
            if (undoLast()) {
                changes--;
            }
        }
        entries.clear();
        syncs = 0;
    }

    /** Whether it was a change. */
    private boolean undoLast() {
        Entry last = entries.remove(entries.size() - 1);
        last.change().undo();
        if (last.isSync()) {
            syncs--;
            return false;
        }
        return true;
    }
}
