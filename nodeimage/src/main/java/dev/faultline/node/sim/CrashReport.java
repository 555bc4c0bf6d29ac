package dev.faultline.node.sim;

import java.util.List;

/**
 * What a crash did to a disk.
 *
 * @param files the files of which something was not durable, by name; a file without a durable name is under {@code names} alone
 * @param names what became of changes to the directory that were not durable, one line each
 */
public record CrashReport(int node, long incarnation, List<FileLoss> files, List<String> names) {
    public CrashReport {
        files = List.copyOf(files);
        names = List.copyOf(names);
    }

    /**
     * What was lost of one file.
     *
     * @param changes how many writes and truncations were not durable
     * @param kept how many of them stayed whole, oldest first
     * @param sizeBefore its size in bytes as the process saw it
     * @param sizeAfter its size as the next process sees it
     * @param tornOffset where the bytes of a torn write begin that may hold anything now
     * @param tornLength how many they are; 0 when none was torn
     * @param zeroed how many bytes are zero now because a sync that should have written them had failed
     */
    public record FileLoss(
            String file,
            int changes,
            int kept,
            long sizeBefore,
            long sizeAfter,
            long tornOffset,
            long tornLength,
            long zeroed) {}

    /** How many changes of files and names were lost, whole or in part. */
    public long lost() {
        return files.stream().mapToLong(f -> f.changes() - f.kept()).sum() + names.size();
    }
}
