package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** All that provisioning does to the world and learns from it; in tests, a scripted one. */
interface Machine {

    /** Runs a command to its end. Never throws for what the command does: see {@link Result#exit}. */
    Result run(Command command);

    boolean exists(Path path);

    /** The text of a small file; empty if it cannot be read. */
    Optional<String> read(Path path);

    void write(Path path, String text);

    void delete(Path path);

    /** Bytes free for this user on the file system that holds the path, or would hold it. */
    long freeBytes(Path path);

    Optional<String> variable(String name);

    /** Whether a process runs whose program has this file name. */
    boolean runs(String program);

    boolean isRoot();

    /** A clock that only differences have a meaning of. */
    long nanos();

    /** Waits between two looks at a condition that somebody else will make true. */
    void pause(Duration duration);
}
