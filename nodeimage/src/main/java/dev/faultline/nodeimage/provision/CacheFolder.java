package dev.faultline.nodeimage.provision;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A folder that outlives runs, and the lock by which only one process of this user provisions at a time. */
record CacheFolder(Path path) {

    /** File locks belong to the whole JVM: this one keeps its threads apart. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    /** {@code $XDG_CACHE_HOME/faultline}, or {@code ~/.cache/faultline}. */
    static CacheFolder ofUser(Machine machine) {
        Path caches = machine.variable("XDG_CACHE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return new CacheFolder(caches.resolve("faultline"));
    }

    /**
     * Does the work while no other process and no other thread does such work.
     *
     * @param waiting is told when another process is at it
     */
    <T> T locked(Runnable waiting, Supplier<T> work) {
        THREADS.lock();
        try {
            Files.createDirectories(path);
            try (FileChannel channel = FileChannel.open(
                            path.resolve("provision.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock(channel, waiting)) {
                if (!held.isValid()) {
                    throw new IOException("the lock was lost");
                }
                return work.get();
            }
        } catch (IOException e) {
            throw new ProvisioningException("cannot lock " + path.resolve("provision.lock") + ": " + e.getMessage());
        } finally {
            THREADS.unlock();
        }
    }

    private static FileLock lock(FileChannel channel, Runnable waiting) throws IOException {
        FileLock atOnce = channel.tryLock();
        if (atOnce != null) {
            return atOnce;
        }
        waiting.run();
        return channel.lock();
    }

    /** Does the work with an empty folder, which is deleted afterwards; to be called under the lock. */
    <T> T withScratch(Function<Path, T> work) {
        Path scratch = path.resolve("scratch");
        try {
            deleteTree(scratch); // what a killed process left
            Files.createDirectories(scratch);
            T result = work.apply(scratch);
            deleteTree(scratch);
            return result;
        } catch (IOException e) {
            throw new ProvisioningException("cannot use " + scratch + ": " + e.getMessage());
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
