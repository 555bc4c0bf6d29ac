package dev.faultline.sim;

import dev.faultline.harness.time.Clock;
import dev.faultline.node.Env;
import dev.faultline.node.sim.Observer;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What the programs of each node told, and what became of their processes, as log files have it. */
final class NodeLogs implements Observer {
    /** What a node told, or what was seen of it. */
    record Line(long nanos, int node, Env.Event event) {}

    private static final long MILLI = 1_000_000;

    private final Clock clock;
    private final List<Line> lines = new ArrayList<>();

    NodeLogs(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void told(long nanos, int node, Env.Event event) {
        lines.add(new Line(nanos, node, event));
    }

    @Override
    public void started(long nanos, int node, long incarnation) {
        lines.add(new Line(nanos, node, new Env.Event("starts", "process " + incarnation, 0, 0)));
    }

    @Override
    public void changed(long nanos, int node, long incarnation, String how) {
        String kind = how.contains(":") ? how.substring(0, how.indexOf(':')) : how;
        lines.add(new Line(nanos, node, new Env.Event(kind, "process " + incarnation + " " + how, 0, 0)));
    }

    /** Everything in order of time. */
    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** One node's log, each line with the simulation's date. */
    String of(int node) {
        long now = clock.nanos();
        StringBuilder log = new StringBuilder();
        for (Line line : lines) {
            if (line.node() == node) {
                log.append(DateTimeFormatter.ISO_INSTANT.format(
                                clock.wall().minusNanos(now - line.nanos() / MILLI * MILLI)))
                        .append(' ')
                        .append(line.event().kind())
                        .append(' ')
                        .append(line.event().detail())
                        .append('\n');
            }
        }
        return log.toString();
    }
}
