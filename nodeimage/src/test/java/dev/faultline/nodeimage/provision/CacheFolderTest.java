package dev.faultline.nodeimage.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

    @TempDir
    private Path home;

    @Test
    void threads_do_locked_work_one_at_a_time() throws Exception {
        CacheFolder cache = new CacheFolder(home.resolve("cache"));
        AtomicInteger inside = new AtomicInteger();
        Callable<Integer> work = () -> cache.locked(() -> {}, () -> {
            int together = inside.incrementAndGet();
            Thread.yield();
            inside.decrementAndGet();
            return together;
        });

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> many =
                    IntStream.range(0, 200).mapToObj(i -> work).toList();
            for (Future<Integer> together : threads.invokeAll(many)) {
                assertThat(together.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void scratch_begins_empty_even_after_a_killed_process() throws Exception {
        Files.createDirectories(home.resolve("scratch/node/probe"));
        Files.writeString(home.resolve("scratch/node/probe/main.c"), "old");

        boolean empty =
                new CacheFolder(home).withScratch(scratch -> scratch.toFile().list().length == 0);

        assertThat(empty).isTrue();
    }
}
