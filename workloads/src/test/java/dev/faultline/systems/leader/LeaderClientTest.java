package dev.faultline.systems.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.time.Reply;
import dev.faultline.harness.time.VirtualTime;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.protocol.Value;
import dev.faultline.systems.reference.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a client makes of what a node answers, or does not. */
class LeaderClientTest {
    private static final Response REFUSED = new Response.Refused("not leader");
    private static final Response UNKNOWN = new Response.Unknown("too late");
    private static final CounterOperation.Add ADD = new CounterOperation.Add("c", 1);

    /** Answers each command with what is next; with nothing where that is null. */
    private static final class Scripted implements Connection {
        final VirtualTime time = new VirtualTime();
        final List<Request> asked = new ArrayList<>();
        private final Deque<java.util.Optional<Response>> answers = new ArrayDeque<>();
        private Consumer<byte[]> listener = frame -> {};

        Scripted then(@Nullable Response answer) {
            answers.add(java.util.Optional.ofNullable(answer));
            return this;
        }

        @Override
        public String name() {
            return "c1";
        }

        @Override
        public void send(byte[] frame, Runnable broken) {
            RequestFrame request = RequestFrame.decode(frame);
            asked.add(request.request());
            java.util.Optional<Response> answer = request.request() instanceof Request.Hello
                    ? java.util.Optional.of(Response.Ok.of(7))
                    : answers.remove();
            answer.ifPresent(response -> after(
                    Duration.ofMillis(1), () -> listener.accept(new ResponseFrame(request.id(), response).encode())));
        }

        @Override
        public void listen(Consumer<byte[]> who) {
            listener = who;
        }

        @Override
        public void after(Duration wait, Runnable action) {
            time.scheduler().at(time.nanos() + wait.toNanos(), action);
        }

        @Override
        public <T extends @Nullable Object> T await(Duration timeout, Consumer<Consumer<Reply<T>>> request)
                throws Exception {
            return time.answers().await(timeout, request);
        }

        @Override
        public void close() {}

        List<Long> sequences() {
            return asked.stream()
                    .filter(Command.class::isInstance)
                    .map(request -> ((Command) request).sequence())
                    .toList();
        }
    }

    private static LeaderClient client(Scripted connection, boolean resends) {
        return new LeaderClient(connection, Duration.ofSeconds(1), resends);
    }

    @Test
    void one_session_is_opened_and_commands_are_numbered_in_it() throws Exception {
        Scripted connection = new Scripted().then(Response.Ok.of(1)).then(Response.Ok.of(2));
        LeaderClient client = client(connection, false);
        assertThat(client.perform(ADD)).isEqualTo(new Value.Number(1));
        client.perform(ADD);
        assertThat(connection.asked.stream().filter(Request.Hello.class::isInstance))
                .hasSize(1);
        assertThat(connection.sequences()).containsExactly(1L, 2L);
    }

    @Test
    void a_refusal_is_definite_and_what_is_unknown_is_not() {
        assertThatThrownBy(() -> client(new Scripted().then(REFUSED), false).perform(ADD))
                .isInstanceOf(DefiniteFailure.class);
        assertThatThrownBy(() -> client(new Scripted().then(UNKNOWN), false).perform(ADD))
                .isNotInstanceOf(DefiniteFailure.class);
        assertThatThrownBy(() -> client(new Scripted().then(null), false).perform(ADD))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void what_is_sent_again_is_the_same_command() throws Exception {
        Scripted connection = new Scripted().then(null).then(UNKNOWN).then(Response.Ok.of(1));
        client(connection, true).perform(ADD);
        assertThat(connection.sequences()).containsExactly(1L, 1L, 1L);
    }

    @Test
    void a_command_that_was_sent_once_may_be_refused_for_good() {
        assertThatThrownBy(() -> client(new Scripted().then(REFUSED), true).perform(ADD))
                .isInstanceOf(DefiniteFailure.class);
    }

    @Test
    void a_refusal_of_what_was_sent_before_says_nothing_of_what_became_of_that() {
        Scripted connection =
                new Scripted().then(UNKNOWN).then(REFUSED).then(REFUSED).then(REFUSED);
        assertThatThrownBy(() -> client(connection, true).perform(ADD)).isInstanceOf(TimeoutException.class);
    }
}
