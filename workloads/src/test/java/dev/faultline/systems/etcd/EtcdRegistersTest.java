package dev.faultline.systems.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.client.Registers;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a lone server on the loopback that counts what reaches it: each request goes out at most once, whatever becomes of it. */
@Timeout(30)
class EtcdRegistersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private LoneEtcd etcd;
    private EtcdRegisters registers;

    /** One request to a register. */
    private interface Call {
        void on(Registers registers) throws Exception;
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of("read", (Call) r -> r.read("1")),
                Arguments.of("write", (Call) r -> r.write("1", 5)),
                Arguments.of("cas", (Call) r -> r.compareAndSet("1", 5, 6)));
    }

    static Stream<Arguments> refusedCalls() {
        return Stream.of(
                        Status.UNAVAILABLE.withDescription("etcdserver: leader changed"),
                        Status.UNAVAILABLE.withDescription("etcdserver: request timed out"),
                        Status.UNKNOWN,
                        Status.ABORTED,
                        Status.INTERNAL,
                        Status.RESOURCE_EXHAUSTED,
                        Status.UNAUTHENTICATED.withDescription("etcdserver: invalid auth token"))
                .flatMap(status -> calls().map(call -> Arguments.of(status, call.get()[0], call.get()[1])));
    }

    @BeforeEach
    void open() throws Exception {
        etcd = new LoneEtcd();
        registers = new EtcdRegisters(etcd.endpoint(), false, TIMEOUT);
    }

    @AfterEach
    void close() throws Exception {
        registers.close();
        etcd.close();
    }

    /** A first request has connected; from here on the count is of what the test does. */
    private void connect() throws Exception {
        registers.read("warm-up");
        etcd.requests.set(0);
    }

    private static Duration took(Call call, Registers registers) {
        long began = System.nanoTime();
        assertThatThrownBy(() -> call.on(registers)).isNotInstanceOf(DefiniteFailure.class);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void what_is_written_is_read_and_compared() throws Exception {
        assertThat(registers.read("1")).isNull();
        registers.write("1", 5);
        assertThat(registers.read("1")).isEqualTo(5L);
        assertThat(registers.compareAndSet("1", 4, 6)).isFalse();
        assertThat(registers.compareAndSet("1", 5, 6)).isTrue();
        assertThat(registers.read("1")).isEqualTo(6L);
        assertThat(registers.read("2")).isNull();
        assertThat(etcd.requests).hasValue(7);
    }

    @Test
    void all_requests_share_one_connection_to_the_one_endpoint() throws Exception {
        for (int i = 0; i < 20; i++) {
            registers.write("1", i);
        }
        assertThat(etcd.connections).hasValue(1);
    }

    @Test
    void reads_are_serializable_when_asked_to_be() throws Exception {
        registers.read("1");
        assertThat(etcd.askedSerializably).isFalse();
        try (EtcdRegisters serializable = new EtcdRegisters(etcd.endpoint(), true, TIMEOUT)) {
            serializable.read("1");
        }
        assertThat(etcd.askedSerializably).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void a_connection_broken_in_mid_call_leaves_the_outcome_unknown_and_nothing_is_sent_again(String name, Call call)
            throws Exception {
        connect();
        etcd.mood = LoneEtcd.Mood.BREAKS_THE_CONNECTION;
        assertThat(took(call, registers)).isLessThan(TIMEOUT.multipliedBy(3));
        assertThat(etcd.requests).hasValue(1);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("refusedCalls")
    void whatever_the_server_says_nothing_is_sent_again(Status status, String name, Call call) throws Exception {
        connect();
        etcd.refusal = status;
        took(call, registers);
        assertThat(etcd.requests).hasValue(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void a_server_that_never_answers_is_given_up_at_the_timeout(String name, Call call) throws Exception {
        connect();
        etcd.mood = LoneEtcd.Mood.STAYS_SILENT;
        assertThat(took(call, registers)).isBetween(TIMEOUT.minusMillis(100), TIMEOUT.plusMillis(900));
        assertThat(etcd.requests).hasValue(1);
    }

    @Test
    void after_a_broken_connection_the_next_request_is_served_by_a_new_one() throws Exception {
        connect();
        etcd.mood = LoneEtcd.Mood.BREAKS_THE_CONNECTION;
        took(r -> r.write("1", 5), registers);
        etcd.mood = LoneEtcd.Mood.ANSWERS;
        try (EtcdRegisters next = new EtcdRegisters(etcd.endpoint(), false, TIMEOUT)) {
            assertThat(next.read("1"))
                    .as("the write whose answer was lost had taken effect")
                    .isEqualTo(5L);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void where_nobody_listens_a_request_fails_at_once_and_is_not_definite(String name, Call call) throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (EtcdRegisters nobody = new EtcdRegisters("http://127.0.0.1:" + port, false, TIMEOUT)) {
            assertThat(took(call, nobody)).isLessThan(TIMEOUT.multipliedBy(3));
        }
    }
}
