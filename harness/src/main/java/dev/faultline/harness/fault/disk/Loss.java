package dev.faultline.harness.fault.disk;

import java.util.Map;

/**
 * What a crash took from a disk.
 *
 * @param bytes written and not synced
 * @param differing of them, how many read differently afterwards
 * @param files in which they were
 * @param names made, removed or replaced and not synced
 * @param tornBytes what is left of the write that was torn; 0 if none was
 * @param tornOf the length of that write
 */
record Loss(long bytes, long differing, int files, int names, long tornBytes, long tornOf) {
    static final Loss NONE = new Loss(0, 0, 0, 0, 0, 0);

    /** Reads what {@code faultline-disk lose} printed. */
    static Loss parse(String printed) {
        Loss sum = NONE;
        for (String line : printed.lines().toList()) {
            String[] words = line.split("\t");
            sum = switch (words[0]) {
                case "bytes" -> sum.plus(Long.parseLong(words[2]), Long.parseLong(words[3]));
                case "name" -> new Loss(sum.bytes, sum.differing, sum.files, sum.names + 1, sum.tornBytes, sum.tornOf);
                case "torn" ->
                    new Loss(
                            sum.bytes,
                            sum.differing,
                            sum.files,
                            sum.names,
                            Long.parseLong(words[4]),
                            Long.parseLong(words[3]));
                default -> throw new IllegalArgumentException("no loss: " + line);
            };
        }
        return sum;
    }

    private Loss plus(long more, long moreDiffering) {
        return new Loss(bytes + more, differing + moreDiffering, files + 1, names, tornBytes, tornOf);
    }

    /** Whether anything reads differently now. */
    boolean any() {
        return differing > 0;
    }

    /** Whether a write survived in part. */
    boolean torn() {
        return tornBytes > 0 && tornBytes < tornOf;
    }

    Map<String, Object> numbers() {
        return Map.of(
                "bytesLost", bytes,
                "bytesThatDiffer", differing,
                "filesWithLoss", files,
                "namesLost", names,
                "tornBytesKept", tornBytes,
                "tornBytesWritten", tornOf);
    }

    @Override
    public String toString() {
        return bytes + " unsynced bytes in " + files + " files, of which " + differing + " read differently now"
                + (names == 0 ? "" : ", and " + names + " names")
                + (tornOf == 0 ? "" : ", but for " + tornBytes + " of the " + tornOf + " of one write");
    }
}
