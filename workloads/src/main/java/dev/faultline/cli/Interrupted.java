package dev.faultline.cli;

import dev.faultline.harness.run.Console;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Long work that Ctrl-C ends in good order: what is under way comes to its end, and what is left behind is taken away. */
final class Interrupted {
    private static final long SECONDS_TO_STOP = 60;

    /** Work that may be asked to end early. */
    interface Work<T> {
        T perform() throws InterruptedException;
    }

    private Interrupted() {}

    /**
     * Performs {@code work}; a Ctrl-C meanwhile calls {@code stop} and waits for the work's end.
     *
     * @param stop may be called from any thread
     */
    static <T> T byCtrlC(Console console, Runnable stop, Work<T> work) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    console.line("  stopping   no new runs");
                    stop.run();
                    await(over);
                },
                "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.perform();
        } finally {
            over.countDown();
            unhook(hook);
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, by that very hook.
            return;
        }
    }
}
