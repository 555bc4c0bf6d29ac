package dev.faultline.node.raft;

import dev.faultline.node.Env;
import java.util.Map;
import java.util.TreeMap;

/** The configurations in the log. The latest is in force, committed or not (4.1), so that truncating the log rolls it back. */
final class Configurations {
    private final Env env;
    private final TreeMap<Long, Configuration> byIndex = new TreeMap<>();

    Configurations(Env env) {
        this.env = env;
    }

    /** The log begins anew after {@code index}. */
    void startFrom(long index, Configuration configuration) {
        byIndex.clear();
        appended(index, configuration);
    }

    void appended(Entry entry) {
        if (entry.kind() == Entry.Kind.CONFIGURATION) {
            appended(entry.index(), Configuration.decode(entry.data()));
        }
    }

    private void appended(long index, Configuration configuration) {
        byIndex.put(index, configuration);
        configuration.addresses().forEach((server, address) -> {
            if (server != env.self() && !address.isEmpty()) {
                env.locate(server, address);
            }
        });
    }

    void truncatedFrom(long index) {
        byIndex.tailMap(index, true).clear();
    }

    /** What is before is not asked for any more. */
    void compactedTo(long index) {
        byIndex.headMap(byIndex.floorKey(index), false).clear();
    }

    Configuration latest() {
        return byIndex.lastEntry().getValue();
    }

    long latestIndex() {
        return byIndex.lastKey();
    }

    Configuration at(long index) {
        Map.Entry<Long, Configuration> entry = byIndex.floorEntry(index);
        return entry == null ? byIndex.firstEntry().getValue() : entry.getValue();
    }
}
