package dev.faultline.node;

import java.util.List;

/**
 * Files of one node in one flat directory, as POSIX has them: what was written is durable only after {@link #sync}, and that a file
 * exists, has that name or is gone only after {@link #syncDirectory}. A crash keeps what is durable and any part of the rest: of
 * appended bytes a prefix, whose last sector may be torn (hold anything).
 *
 * <p>Every method may throw {@link StorageException}. After a sync that failed nothing is known of what it should have made
 * durable: a program that goes on writing as if it had not failed is wrong.
 */
public interface Storage {

    /** The names of the files there are, sorted. */
    List<String> list();

    /** The size of a file in bytes; -1 when there is none. */
    long size(String file);

    /** As many bytes from {@code offset} as there are, at most {@code length}. */
    byte[] read(String file, long offset, int length);

    /** Adds bytes at a file's end; makes the file if there is none. */
    void append(String file, byte[] bytes);

    /** Cuts a file to its first {@code size} bytes. */
    void truncate(String file, long size);

    /** Gives a file another name; one that had it is replaced, at once or not at all. */
    void rename(String file, String name);

    void delete(String file);

    /** Makes the file's content durable. Takes time, during which the process does nothing else. */
    void sync(String file);

    /** Makes durable which files there are, by which names. */
    void syncDirectory();
}
