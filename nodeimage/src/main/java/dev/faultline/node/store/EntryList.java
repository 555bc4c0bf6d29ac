package dev.faultline.node.store;

import dev.faultline.node.raft.Entry;
import java.util.ArrayList;
import java.util.List;

/** The log in memory, from the last compaction on: every entry there is, so that no file is read but at the start. */
final class EntryList {
    /** What an entry counts beyond its data when a message's size is bounded. */
    private static final int OVERHEAD = 24;

    private final List<Entry> entries = new ArrayList<>();
    private long base;
    private long baseTerm;

    /** The index before the first entry. */
    long base() {
        return base;
    }

    long last() {
        return base + entries.size();
    }

    boolean has(long index) {
        return index > base && index <= last();
    }

    /** Whether the term of {@code index} is known: an entry's, or the one before the first. */
    boolean knowsTerm(long index) {
        return index >= base && index <= last();
    }

    long term(long index) {
        return index == base ? baseTerm : get(index).term();
    }

    Entry get(long index) {
        if (!has(index)) {
            throw new IllegalArgumentException(
                    "index must be from " + (base + 1) + " to " + last() + " but is " + index);
        }
        return entries.get((int) (index - base - 1));
    }

    List<Entry> from(long index, int bytesMax) {
        List<Entry> some = new ArrayList<>();
        long bytes = 0;
        for (long at = index; at <= last(); at++) {
            Entry entry = get(at);
            bytes += entry.data().length + OVERHEAD;
            if (bytes > bytesMax && !some.isEmpty()) {
                break;
            }
            some.add(entry);
        }
        return some;
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    void truncateFrom(long index) {
        entries.subList((int) (index - base - 1), entries.size()).clear();
    }

    void compactTo(long index) {
        long term = term(index);
        entries.subList(0, (int) (index - base)).clear();
        base = index;
        baseTerm = term;
    }

    /** Forgets everything; the next entry comes after {@code index}. */
    void restart(long index, long term) {
        entries.clear();
        base = index;
        baseTerm = term;
    }
}
