package dev.faultline.harness.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Duration TIMEOUT = Duration.ofNanos(100);

    private final VirtualTime time = new VirtualTime();
    private final Answers answers = time.answers();
    private final List<String> requests = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private int tries;

    /** A service that answers after so long with what it was asked. */
    private String ask(String what, long nanos) throws Exception {
        return answers.await(TIMEOUT, reply -> {
            requests.add(what);
            time.scheduler().at(time.nanos() + nanos, () -> reply.accept(Reply.of(what)));
        });
    }

    private <T> T failing(Exception failure) throws Exception {
        return answers.await(
                TIMEOUT, reply -> time.scheduler().at(time.nanos() + 10, () -> reply.accept(Reply.failed(failure))));
    }

    private Conversation<String> converse(Callable<String> code) {
        return answers.converse(
                () -> {
                    tries++;
                    return code.call();
                },
                new Conversation.End<>() {
                    @Override
                    public void returned(String value) {
                        ends.add(value + " at " + time.nanos());
                    }

                    @Override
                    public void thrown(Throwable failure) {
                        ends.add(failure + " at " + time.nanos());
                    }
                });
    }

    @Test
    void code_with_several_requests_makes_each_of_them_once_and_in_order() {
        converse(() -> ask("a", 10) + ask("b", 20) + ask("c", 30));
        time.pause(1_000);
        assertThat(requests).containsExactly("a", "b", "c");
        assertThat(ends).containsExactly("abc at 60");
        assertThat(tries).isEqualTo(4);
    }

    @Test
    void what_is_asked_may_depend_on_what_was_answered() {
        converse(() -> ask("a", 10).equals("a") ? ask("yes", 10) : ask("no", 10));
        time.pause(1_000);
        assertThat(requests).containsExactly("a", "yes");
    }

    @Test
    void code_that_asks_nothing_ends_at_once() {
        converse(() -> "done");
        assertThat(ends).containsExactly("done at 0");
    }

    @Test
    void a_failure_is_thrown_where_it_was_asked_and_may_be_caught_there() {
        converse(() -> {
            try {
                return failing(new IOException("gone"));
            } catch (IOException e) {
                return ask("instead of " + e.getMessage(), 10);
            }
        });
        converse(() -> failing(new IOException("for good")));
        time.pause(1_000);
        assertThat(ends).containsExactly("java.io.IOException: for good at 10", "instead of gone at 20");
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_a_time_out_and_is_not_heard_later() {
        converse(() -> {
            try {
                return ask("slow", 150);
            } catch (TimeoutException e) {
                return e.getMessage() + ", then " + ask("b", 70);
            }
        });
        time.pause(1_000);
        assertThat(ends).containsExactly("no answer within 0 ms, then b at 170");
    }

    @Test
    void a_second_reply_to_one_request_is_not_heard() {
        converse(() -> {
            String first = answers.await(TIMEOUT, (Consumer<Reply<String>> reply) -> {
                time.scheduler().at(10, () -> reply.accept(Reply.of("first")));
                time.scheduler().at(20, () -> reply.accept(Reply.of("second")));
            });
            return first + ask("b", 50);
        });
        time.pause(1_000);
        assertThat(ends).containsExactly("firstb at 60");
    }

    @Test
    void a_reply_that_is_there_at_once_needs_no_second_try() {
        converse(() -> answers.await(TIMEOUT, reply -> reply.accept(Reply.of("now"))));
        assertThat(ends).containsExactly("now at 0");
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void a_request_that_cannot_be_made_is_not_made_again() {
        converse(() -> {
            try {
                return answers.await(TIMEOUT, reply -> {
                    requests.add("refused");
                    throw new IllegalArgumentException("no such node");
                });
            } catch (IllegalArgumentException e) {
                return ask("b", 10);
            }
        });
        time.pause(1_000);
        assertThat(requests).containsExactly("refused", "b");
        assertThat(ends).containsExactly("b at 10");
    }

    @Test
    void what_a_try_does_after_it_lacked_an_answer_counts_for_nothing() {
        converse(() -> {
            try {
                return ask("a", 10);
            } catch (Throwable e) {
                return "swallowed";
            } finally {
                ask("cleaning up", 10);
            }
        });
        time.pause(1_000);
        assertThat(requests).containsExactly("a", "cleaning up");
        assertThat(ends).containsExactly("a at 20");
    }

    @Test
    void an_abandoned_conversation_is_neither_tried_again_nor_heard_of() {
        Conversation<String> conversation = converse(() -> ask("a", 10));
        conversation.abandon();
        time.pause(1_000);
        assertThat(tries).isEqualTo(1);
        assertThat(ends).isEmpty();
    }

    @Test
    void outside_of_a_conversation_the_caller_waits_and_conversations_go_on() throws Exception {
        converse(() -> ask("a", 10) + ask("b", 10));
        assertThat(ask("c", 50)).isEqualTo("c");
        assertThat(time.nanos()).isEqualTo(50);
        assertThat(ends).containsExactly("ab at 20");
    }

    @Test
    void outside_of_a_conversation_too_an_answer_may_be_late_or_a_failure() {
        assertThatThrownBy(() -> ask("slow", 150)).isInstanceOf(TimeoutException.class);
        assertThat(time.nanos()).isEqualTo(100);
        assertThatThrownBy(() -> failing(new IOException("gone"))).hasMessage("gone");
    }

    @Test
    void a_conversation_must_not_let_time_pass() {
        converse(() -> {
            time.pause(10);
            return "never";
        });
        assertThatThrownBy(() -> time.pause(1)).hasMessageContaining("but not for time to pass");
    }
}
