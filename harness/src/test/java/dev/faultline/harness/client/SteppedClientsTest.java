package dev.faultline.harness.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Reply;
import dev.faultline.harness.time.VirtualTime;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteppedClientsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofMillis(50);

    private interface Answer {
        Completion to(Invocation invocation) throws Exception;
    }

    private final VirtualTime time = new VirtualTime();
    private final List<String> connections = new ArrayList<>();

    private ClientProcess.Factory answering(Answer answer) {
        return (process, thread) -> {
            connections.add("open " + process + " on " + thread);
            return new ClientProcess() {
                @Override
                public Completion invoke(Invocation invocation) throws Exception {
                    return answer.to(invocation);
                }

                @Override
                public void close() {
                    connections.add("close " + process);
                }
            };
        };
    }

    private <T> T answer(T value, Duration after, Duration timeout) throws Exception {
        return time.answers()
                .await(
                        timeout,
                        reply -> time.scheduler()
                                .at(time.nanos() + after.toNanos(), () -> reply.accept(Reply.of(value))));
    }

    /** Invokes one after the other, each when the one before has ended; tells how each ended and at which millisecond. */
    private List<String> ends(ClientProcess.Factory factory, Invocation... invocations) {
        SteppedClients clients = new SteppedClients(factory, TIMEOUT, GRACE, time.scheduler(), time.answers());
        List<String> ends = new ArrayList<>();
        for (Invocation invocation : invocations) {
            int before = ends.size();
            clients.invoke(
                    invocation,
                    end -> ends.add(end.outcome() + " " + end.value() + (end.error() == null ? "" : " " + end.error())
                            + " @" + time.nanos() / 1_000_000));
            time.scheduler().runUntil(() -> ends.size() > before);
        }
        time.pause(Duration.ofSeconds(10).toNanos());
        assertThat(ends).as("each ends once").hasSize(invocations.length);
        return ends;
    }

    private static Invocation write(long process, int value) {
        return new Invocation(0, (int) (process % 2), process, "write", value);
    }

    @Test
    void a_process_keeps_its_connection_while_outcomes_are_known() {
        List<String> ends = ends(
                answering(i -> {
                    if (answer(i.value(), Duration.ofMillis(10), TIMEOUT).equals(2)) {
                        throw new DefiniteFailure("taken");
                    }
                    return Completion.ok(i.value());
                }),
                write(0, 1),
                write(0, 2),
                write(0, 3));
        assertThat(ends).containsExactly("OK 1 @10", "FAIL 2 DefiniteFailure: taken @20", "OK 3 @30");
        assertThat(connections).containsExactly("open 0 on 0");
    }

    @Test
    void whatever_else_is_thrown_is_unknown_and_the_connection_is_closed() {
        List<String> ends = ends(
                answering(i -> {
                    answer(1, Duration.ofMillis(10), TIMEOUT);
                    throw new ConnectException("refused");
                }),
                write(0, 1),
                write(2, 2));
        assertThat(ends)
                .containsExactly("INFO 1 ConnectException: refused @10", "INFO 2 ConnectException: refused @20");
        assertThat(connections).containsExactly("open 0 on 0", "close 0", "open 2 on 0", "close 2");
    }

    @Test
    void a_client_keeps_to_its_time_out_by_itself() {
        List<String> ends =
                ends(answering(i -> Completion.ok(answer(1, Duration.ofMillis(120), TIMEOUT))), write(0, 1));
        assertThat(ends).containsExactly("INFO 1 TimeoutException: no answer within 100 ms @100");
    }

    @Test
    void one_that_does_not_is_given_up_after_the_grace_and_its_late_answer_is_heard_by_nobody() {
        List<Integer> heard = new ArrayList<>();
        List<String> ends = ends(
                answering(i -> {
                    heard.add(answer(1, Duration.ofMillis(200), Duration.ofSeconds(5)));
                    return Completion.ok(1);
                }),
                write(0, 1));
        assertThat(ends).containsExactly("INFO 1 no answer within 100 ms @150");
        assertThat(heard).isEmpty();
        assertThat(connections).containsExactly("open 0 on 0", "close 0");
    }

    @Test
    void without_a_connection_nothing_was_sent_and_the_next_is_tried_later_and_later() {
        ClientProcess.Factory refusing = (process, thread) -> {
            throw new IOException("down");
        };
        assertThat(ends(refusing, write(0, 1), write(0, 2)))
                .containsExactly(
                        "FAIL 1 not sent, no connection: IOException: down @100",
                        "FAIL 2 not sent, no connection: IOException: down @300");
    }
}
