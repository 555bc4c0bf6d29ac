package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.system.SystemUnderTest.Process;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.List;

/** Starts the system again on nodes where a fault has ended it. */
public final class Revival {
    private static final Duration TO_END = Duration.ofSeconds(15);
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);
    private static final Duration PACE = Duration.ofMillis(50);

    private final Field field;

    public Revival(Field field) {
        this.field = field;
    }

    /**
     * The process that runs on the node.
     *
     * @throws IllegalStateException when none does
     */
    public Process victim(Node node) {
        return field.system()
                .process(node)
                .orElseThrow(() -> new IllegalStateException(
                        "nothing to end: no " + field.system().name() + " runs on " + node));
    }

    /** Sends a signal, such as {@code -TERM}, to a process. */
    public void signal(Node node, Process process, String signal) {
        node.shell().exec("kill", signal, Long.toString(process.pid())).orThrow();
    }

    /** Whether no process of the system runs there any more, after a while for it to end. */
    public boolean gone(Node node) {
        return Await.until(
                field.clock(), TO_END, PACE, () -> field.system().process(node).isEmpty());
    }

    /** Starts the system on those nodes on which none runs, and returns once all of them answer. */
    public void startWhereNoneRuns(List<Node> nodes) {
        field.cluster().each(nodes, this::startWhereNoneRuns);
        nodes.forEach(this::awaitAnswer);
    }

    void startWhereNoneRuns(Node node) {
        if (field.system().process(node).isEmpty()) {
            field.system().start(node, field.cluster(), field.options(), false);
        }
    }

    /** @throws IllegalStateException when the node does not answer within a while */
    void awaitAnswer(Node node) {
        if (!Await.until(field.clock(), TO_ANSWER, PACE, () -> field.system().ready(node))) {
            throw new IllegalStateException(field.system().name() + " was started on " + node + " but does not answer");
        }
    }
}
