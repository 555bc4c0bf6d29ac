package dev.faultline.harness.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same thing on several nodes at once: most of it is waiting. */
public final class InParallel {
    private InParallel() {}

    /**
     * The results in the order of the elements. All are waited for; then the first failure, if any, is thrown.
     */
    public static <E, R> List<R> map(Collection<E> elements, Function<? super E, ? extends R> function) {
        if (elements.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(elements.size(), task -> {
            Thread thread = new Thread(task, "in-parallel");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (E element : elements) {
                futures.add(threads.submit(() -> function.apply(element)));
            }
            return collect(futures);
        } finally {
            threads.shutdown();
        }
    }

    /** As {@link #map}, for what returns nothing. */
    public static <E> void forEach(Collection<E> elements, Consumer<? super E> action) {
        map(elements, element -> {
            action.accept(element);
            return Boolean.TRUE;
        });
    }

    private static <R> List<R> collect(List<Future<R>> futures) {
        List<R> results = new ArrayList<>();
        RuntimeException failure = null;
        for (Future<R> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                RuntimeException cause =
                        e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
                if (failure == null) {
                    failure = cause;
                } else {
                    failure.addSuppressed(cause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the nodes", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }
}
