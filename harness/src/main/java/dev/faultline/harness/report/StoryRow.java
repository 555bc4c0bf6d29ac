package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord.Entry;
import java.util.List;

/**
 * One line of text beside a diagram.
 *
 * @param at the moment beside which it stands
 * @param look how it looks: {@code m} a message, {@code x} one that was dropped, {@code e} an event, {@code f} a fault, {@code o} and
 *     an outcome an operation, {@code hot} what went wrong
 * @param who node, sender and receivers, process or fault
 * @param what of it
 * @param entries that it tells, the first of them at that moment; none when the line tells what is so all along
 */
record StoryRow(long at, String look, String who, String what, List<Entry> entries) {
    StoryRow {
        entries = List.copyOf(entries);
    }

    boolean isFault() {
        return look.equals("f");
    }
}
