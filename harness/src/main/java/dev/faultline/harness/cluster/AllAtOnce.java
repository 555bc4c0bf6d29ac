package dev.faultline.harness.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The same thing done to several nodes in parallel. */
public final class AllAtOnce {
    private AllAtOnce() {}

    /** As {@link #map}, one after the other on the calling thread: for a simulation, in which no time passes meanwhile. */
    public static <T, R> List<R> inTurn(List<T> items, Function<? super T, ? extends R> action) {
        List<R> results = new ArrayList<>();
        @Nullable RuntimeException failure = null;
        for (T item : items) {
            try {
                results.add(action.apply(item));
            } catch (RuntimeException e) {
                failure = joined(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    /**
     * Applies {@code action} to each item on a thread of its own, waits for all of them, also when some fail or the calling
     * thread is interrupted, and returns the results in the order of the items. An action must end by itself.
     *
     * @throws RuntimeException the first failure in the order of the items, the others suppressed in it
     */
    public static <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> action) {
        List<FutureTask<R>> tasks = new ArrayList<>();
        for (T item : items) {
            FutureTask<R> task = new FutureTask<>(() -> action.apply(item));
            tasks.add(task);
            Thread thread = new Thread(task, "faultline-" + item);
            thread.setDaemon(true);
            thread.start();
        }
        List<R> results = new ArrayList<>();
        @Nullable RuntimeException failure = null;
        for (FutureTask<R> task : tasks) {
            try {
                results.add(await(task));
            } catch (ExecutionException e) {
                failure = joined(failure, e.getCause());
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    /** As {@link #map}, for what has no result. */
    public static <T> void each(List<T> items, Consumer<? super T> action) {
        map(items, item -> {
            action.accept(item);
            return item;
        });
    }

    /** Uninterruptibly: what was begun on some nodes is ended on all of them, above all on the way out. */
    private static <R> R await(FutureTask<R> task) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException joined(@Nullable RuntimeException first, @Nullable Throwable next) {
        RuntimeException failure = next instanceof RuntimeException r ? r : new IllegalStateException(next);
        if (first == null) {
            return failure;
        }
        if (first != failure) { // what failed once for several items may be one and the same
            first.addSuppressed(failure);
        }
        return first;
    }
}
