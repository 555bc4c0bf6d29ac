package dev.faultline.systems.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.client.DefiniteFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a lone server on the loopback: what counts as refused, and that each request goes out once. */
@Timeout(60)
class RedisClientsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private LoneRedis redis;

    /** One request to both services. */
    private interface Call {
        void on(RedisRegisters registers, RedisSets set) throws Exception;
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                Arguments.of("write", (Call) (r, s) -> r.write("1", 5)),
                Arguments.of("cas", (Call) (r, s) -> r.compareAndSet("1", 5, 6)),
                Arguments.of("add", (Call) (r, s) -> s.add(7)));
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                Arguments.of("read of a register", (Call) (r, s) -> r.read("1")),
                Arguments.of("read of a set", (Call) (r, s) -> s.read()));
    }

    static Stream<Arguments> calls() {
        return Stream.concat(writes(), reads());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                        "READONLY You can't write against a read only replica.",
                        "NOREPLICAS Not enough good replicas to write.",
                        "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
                        "OOM command not allowed when used memory > 'maxmemory'.",
                        "LOADING Redis is loading the dataset in memory")
                .flatMap(error -> calls().map(call -> Arguments.of(error, call.get()[0], call.get()[1])));
    }

    @BeforeEach
    void open() throws IOException {
        redis = new LoneRedis();
    }

    @AfterEach
    void close() throws IOException {
        redis.close();
    }

    private void perform(Call call, boolean onlyPrimaryReads, boolean durable) throws Exception {
        try (RedisConnection connection =
                new RedisConnection("127.0.0.1", redis.port(), onlyPrimaryReads, durable, TIMEOUT)) {
            redis.requests.clear();
            call.on(new RedisRegisters(connection), new RedisSets(connection));
        }
    }

    private void perform(Call call) throws Exception {
        perform(call, true, false);
    }

    @Test
    void registers_hold_what_was_written_and_swap_what_they_hold() throws Exception {
        perform((registers, set) -> {
            assertThat(registers.read("1")).isNull();
            registers.write("1", 5);
            assertThat(registers.compareAndSet("1", 4, 6)).isFalse();
            assertThat(registers.compareAndSet("1", 5, 6)).isTrue();
            assertThat(registers.read("1")).isEqualTo(6L);
            assertThat(registers.read("2")).isNull();
        });
    }

    @Test
    void a_set_holds_what_was_added() throws Exception {
        perform((registers, set) -> {
            assertThat(set.read()).isEmpty();
            set.add(3);
            set.add(-4);
            assertThat(set.read()).containsExactlyInAnyOrder(3L, -4L);
        });
    }

    @Test
    void a_connection_sends_nothing_that_was_not_asked_for() throws Exception {
        perform((registers, set) -> set.add(3));
        assertThat(redis.requests).containsExactly("SADD set 3");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("refusals")
    void what_the_server_refuses_before_it_executes_anything_has_not_happened(String error, String name, Call call) {
        redis.error = error;
        assertThatThrownBy(() -> perform(call))
                .isInstanceOf(DefiniteFailure.class)
                .hasMessage(error);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void any_other_error_leaves_open_what_happened(String name, Call call) {
        redis.error = "UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)";
        assertThatThrownBy(() -> perform(call)).isNotInstanceOf(DefiniteFailure.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void a_connection_that_breaks_in_mid_call_is_no_definite_failure_and_nothing_is_sent_again(String name, Call call) {
        redis.breaksTheConnection = true;
        assertThatThrownBy(() -> perform(call)).isNotInstanceOf(DefiniteFailure.class);
        assertThat(redis.requests.stream().filter(request -> !request.equals("MULTI")))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void a_replica_answers_reads_only_where_any_node_may(String name, Call call) throws Exception {
        redis.primary = false;
        assertThatThrownBy(() -> perform(call))
                .isInstanceOf(DefiniteFailure.class)
                .hasMessageContaining("only a primary answers reads");
        perform(call, false, false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void a_durable_write_waits_for_as_many_replicas_as_the_server_demands(String name, Call call) throws Exception {
        perform((registers, set) -> registers.write("1", 5), true, true);
        perform(call, true, true);
        assertThat(redis.requests).hasSize(2).last().asString().startsWith("WAIT 2 ");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {0, 1})
    void a_durable_write_that_too_few_replicas_have_is_of_unknown_outcome(int replicas) {
        redis.replicas = replicas;
        assertThatThrownBy(() -> perform((registers, set) -> set.add(1), true, true))
                .isNotInstanceOf(DefiniteFailure.class)
                .hasMessageContaining("only " + replicas + " of 2 replicas had it");
    }

    @Test
    void a_swap_that_did_not_happen_waits_for_nobody() throws Exception {
        redis.replicas = 0;
        perform(
                (registers, set) ->
                        assertThat(registers.compareAndSet("1", 5, 6)).isFalse(),
                true,
                true);
        assertThat(redis.requests).hasSize(1);
    }
}
