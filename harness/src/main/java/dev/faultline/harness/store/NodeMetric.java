package dev.faultline.harness.store;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is measured on a node while a run goes on, with the unit in its name. */
public enum NodeMetric {
    CPU_USER("cpuUserCores", "processor time in user mode of all processes on the node (its control group), in cores"),
    CPU_SYSTEM("cpuSystemCores", "the same in the kernel"),
    MEMORY("memoryBytes", "memory of the node's control group, page cache included"),
    RSS("rssBytes", "resident memory of the system's process"),
    DATA("dataBytes", "blocks of the files in /var/lib/faultline, where systems keep their data"),
    DISK_FREE("diskFreeBytes", "free space of the file system that holds them"),
    PROCESS_READ("processReadBytesPerSecond", "what the system's process had read from storage"),
    PROCESS_WRITTEN("processWrittenBytesPerSecond", "what the system's process gave to be written to storage"),
    NODE_READ("nodeReadBytesPerSecond", "what the node's control group read from block devices"),
    NODE_WRITTEN("nodeWrittenBytesPerSecond", "what the node's control group wrote to block devices"),
    RECEIVED("receivedBytesPerSecond", "bytes that came in over all interfaces but the loopback"),
    SENT("sentBytesPerSecond", "bytes that went out over all interfaces but the loopback"),
    RECEIVED_PACKETS("receivedPacketsPerSecond", "packets that came in over the same"),
    SENT_PACKETS("sentPacketsPerSecond", "packets that went out over the same"),
    HOST_LOAD("hostLoad", "load average of the last minute, of the whole host: containers share it"),
    RESPONSE("responseMillis", "how long the system's own readiness check of the node took, asked from the harness"),
    NO_ANSWER("noAnswerMillis", "how long that check waited in vain");

    private final String key;
    private final String meaning;

    NodeMetric(String key, String meaning) {
        this.key = key;
        this.meaning = meaning;
    }

    /** As files call it. */
    @JsonValue
    public String key() {
        return key;
    }

    /** What the number is, in words. */
    public String meaning() {
        return meaning;
    }
}
