package dev.faultline.harness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.RealScheduler;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadedClientsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    /** What a client does with an invocation. */
    private interface Answer {
        @Nullable
        Completion to(Invocation invocation) throws Exception;
    }

    private final RealScheduler scheduler = new RealScheduler(Clock.system());
    private final List<String> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private @Nullable ThreadedClients clients;

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

    /** Invokes one after the other, each when the one before has ended. */
    private List<Completion> ends(ClientProcess.Factory factory, Duration timeout, Invocation... invocations)
            throws InterruptedException {
        ThreadedClients invoker = new ThreadedClients(factory, timeout, Duration.ZERO, scheduler);
        clients = invoker;
        List<Completion> ends = new ArrayList<>();
        for (Invocation invocation : invocations) {
            int before = ends.size();
            invoker.invoke(invocation, completion -> scheduler.execute(() -> ends.add(completion)));
            scheduler.runUntil(() -> ends.size() > before);
        }
        return ends;
    }

    @AfterEach
    void close() {
        released.countDown();
        if (clients != null) {
            clients.close();
        }
    }

    private static Invocation write(long process, int value) {
        return new Invocation(0, (int) (process % 2), process, "write", value);
    }

    private void hang() {
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                // Deaf on purpose.
            }
        }
    }

    @Test
    void a_process_keeps_its_connection_while_outcomes_are_known() throws InterruptedException {
        List<Completion> ends = ends(
                answering(i -> Integer.valueOf(2).equals(i.value())
                        ? Completion.fail(i.value(), "taken")
                        : Completion.ok(i.value())),
                LONG,
                write(0, 1),
                write(0, 2),
                write(0, 3));
        assertThat(ends).containsExactly(Completion.ok(1), Completion.fail(2, "taken"), Completion.ok(3));
        assertThat(connections).containsExactly("open 0 on 0");
    }

    @Test
    void whatever_is_thrown_is_unknown_even_a_refused_connection() throws InterruptedException {
        List<Completion> ends = ends(
                answering(i -> {
                    throw new ConnectException("Connection refused");
                }),
                LONG,
                write(1, 5));
        assertThat(ends).containsExactly(Completion.info(5, "ConnectException: Connection refused"));
    }

    @Test
    void a_client_that_breaks_or_answers_nothing_is_unknown() throws InterruptedException {
        assertThat(ends(
                        answering(i -> {
                            throw new StackOverflowError();
                        }),
                        LONG,
                        write(0, 5)))
                .containsExactly(Completion.info(5, "StackOverflowError"));
        assertThat(ends(answering(i -> null), LONG, write(0, 5)))
                .singleElement()
                .extracting(Completion::outcome)
                .isEqualTo(Outcome.INFO);
    }

    @Test
    void only_a_definite_failure_is_a_failure() throws InterruptedException {
        List<Completion> ends = ends(
                answering(i -> {
                    throw new DefiniteFailure("no such account");
                }),
                LONG,
                write(0, 5));
        assertThat(ends).containsExactly(Completion.fail(5, "DefiniteFailure: no such account"));
    }

    @Test
    void after_an_unknown_outcome_the_connection_is_closed_and_the_next_process_opens_its_own()
            throws InterruptedException {
        ends(
                answering(i -> {
                    throw new IOException("reset");
                }),
                LONG,
                write(1, 1),
                write(3, 2));
        await().until(() -> connections.contains("close 3"));
        assertThat(connections).containsExactlyInAnyOrder("open 1 on 1", "close 1", "open 3 on 1", "close 3");
    }

    @Test
    void a_client_that_hangs_is_left_behind_and_its_late_answer_is_not_heard() throws InterruptedException {
        List<String> late = new CopyOnWriteArrayList<>();
        ClientProcess.Factory factory = answering(i -> {
            if (i.process() == 0) {
                hang();
                late.add("late");
            }
            return Completion.ok(i.value());
        });
        List<Completion> ends = ends(factory, SHORT, write(0, 1), write(2, 2));
        assertThat(ends).containsExactly(Completion.info(1, "no answer within 50 ms"), Completion.ok(2));
        released.countDown();
        await().until(() -> connections.contains("close 0"));
        List<String> after = new ArrayList<>();
        scheduler.at(scheduler.nanos() + Duration.ofMillis(100).toNanos(), () -> after.add("after"));
        scheduler.runUntil(() -> !after.isEmpty());
        assertThat(late).hasSize(1);
        assertThat(ends).hasSize(2);
    }

    @Test
    void a_client_that_heeds_an_interrupt_is_rid_of() throws InterruptedException {
        ends(
                answering(i -> {
                    released.await();
                    return Completion.ok(i.value());
                }),
                SHORT,
                write(0, 1));
        await().until(() -> connections.contains("close 0"));
    }

    @Test
    void without_a_connection_nothing_was_sent_and_the_news_comes_ever_later() throws InterruptedException {
        List<Long> opened = new CopyOnWriteArrayList<>();
        ClientProcess.Factory factory = (process, thread) -> {
            opened.add(scheduler.nanos());
            throw new IOException("no route");
        };
        List<Completion> ends = ends(factory, LONG, write(0, 1), write(0, 2), write(0, 3));
        assertThat(ends)
                .hasSize(3)
                .allSatisfy(end -> assertThat(end.outcome()).isEqualTo(Outcome.FAIL))
                .allSatisfy(end -> assertThat(end.error()).isEqualTo("not sent, no connection: IOException: no route"));
        assertThat(opened.get(1) - opened.get(0)).isGreaterThanOrEqualTo(100_000_000);
        assertThat(opened.get(2) - opened.get(1)).isGreaterThanOrEqualTo(200_000_000);
    }

    @Test
    void a_connection_that_comes_too_late_sends_nothing() throws InterruptedException {
        List<Object> sent = new CopyOnWriteArrayList<>();
        ClientProcess.Factory slow = (process, thread) -> {
            if (connections.isEmpty()) {
                connections.add("slow");
                hang();
            }
            return answering(i -> {
                        sent.add(i.value());
                        return Completion.ok(i.value());
                    })
                    .open(process, thread);
        };
        List<Completion> ends = ends(slow, SHORT, write(0, 1), write(0, 2));
        assertThat(ends).containsExactly(Completion.fail(1, "not sent, no connection within 50 ms"), Completion.ok(2));
        released.countDown();
        await().until(() -> connections.contains("close 0"));
        assertThat(sent).containsExactly(2);
    }

    @Test
    void closing_closes_every_connection() throws InterruptedException {
        ends(answering(i -> Completion.ok(i.value())), LONG, write(0, 1), write(1, 2));
        clients.close();
        assertThat(connections).contains("close 0", "close 1");
    }

    @Test
    void a_timeout_of_nothing_is_refused() {
        assertThatThrownBy(() -> new ThreadedClients(answering(i -> null), Duration.ZERO, SHORT, scheduler))
                .hasMessage("timeout must be more than 0, not PT0S");
        assertThatThrownBy(() -> new ThreadedClients(answering(i -> null), SHORT, SHORT.negated(), scheduler))
                .hasMessage("grace must be 0 or more, not PT-0.05S");
    }
}
