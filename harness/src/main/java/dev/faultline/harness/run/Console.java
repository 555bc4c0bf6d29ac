package dev.faultline.harness.run;

import dev.faultline.harness.cluster.ProviderSource;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What a user sees while a run goes on: one line a step, its time to the right, and on a terminal one line that moves.
 */
public final class Console implements Progress, ProviderSource.Steps {
    private static final int WIDTH = 92;
    private static final int BAR = 30;
    private static final double PLAIN_EVERY_SECONDS = 10;

    private final PrintStream out;
    private final boolean terminal;
    private boolean moving;
    private boolean announced;
    private double toldAt;

    /** On a terminal if the launcher says so: a JVM cannot tell on every release. */
    public Console(PrintStream out) {
        this(out, Boolean.getBoolean("faultline.terminal"));
    }

    public Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line of its own. */
    public synchronized void line(String text) {
        settle();
        out.println(text);
    }

    @Override
    public synchronized void step(String name, String detail, long millis) {
        settle();
        String left = String.format(Locale.ROOT, "  %-10s %s", name, detail);
        out.println(left + " ".repeat(Math.max(1, WIDTH - 9 - left.length())) + padded(duration(millis)));
    }

    @Override
    public synchronized void note(String text) {
        settle();
        out.println("             " + text);
    }

    /** On a terminal the line is replaced when the step is done. */
    @Override
    public synchronized void working(String name, String activity) {
        settle();
        String line = String.format(Locale.ROOT, "  %-10s %s ...", name, activity);
        if (terminal) {
            out.print(line);
            out.flush();
            announced = true;
        } else {
            out.println(line);
        }
    }

    @Override
    public synchronized void running(Standing standing) {
        String counts = String.format(
                Locale.ROOT,
                "%.0f/%.0f s · %,d ok %,d fail %,d info",
                standing.seconds(),
                standing.ofSeconds(),
                standing.ok(),
                standing.fail(),
                standing.info());
        String fault = standing.fault().isEmpty() ? "" : " · " + standing.fault();
        move(standing.seconds() / standing.ofSeconds(), standing.seconds(), counts + fault);
    }

    /**
     * Tells how far something is that takes long: on a terminal in the line that moves, elsewhere in a line every ten seconds.
     *
     * @param fraction of it that is done
     * @param seconds that it has gone on
     */
    public synchronized void move(double fraction, double seconds, String text) {
        if (terminal) {
            int done = (int) Math.min(BAR, BAR * fraction);
            out.print("\r\u001b[K  running    " + "━".repeat(done) + "─".repeat(BAR - done) + "  " + text);
            out.flush();
            moving = true;
        } else if (seconds - toldAt >= PLAIN_EVERY_SECONDS) {
            toldAt = seconds;
            out.println("  running    " + text);
        }
    }

    /** Another run begins. */
    public synchronized void again() {
        toldAt = 0;
    }

    /** Makes room for a new line: what was announced is forgotten, how far a run came stays. */
    private void settle() {
        if (announced) {
            out.print("\r\u001b[K");
        } else if (moving) {
            out.println();
        }
        announced = false;
        moving = false;
    }

    private static String padded(String text) {
        return " ".repeat(Math.max(0, 9 - text.length())) + text;
    }

    static String duration(long millis) {
        return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
