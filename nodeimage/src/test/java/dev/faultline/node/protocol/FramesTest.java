package dev.faultline.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames come back as they went, and no bytes whatever make a decoder fail in another way than the documented one. */
class FramesTest {

    static Stream<Request> requests() {
        Stream<Request> others = Stream.of(
                new Request.Hello("client é 7"),
                new Request.Goodbye(77),
                new Request.Status(),
                new MemberRequest.Members(),
                new MemberRequest.Add(4, "n4:7000"),
                new MemberRequest.Remove(2),
                new MemberRequest.TransferLeadership(3));
        return Stream.concat(others, operations().map(operation -> new Command(12, Long.MAX_VALUE, operation)));
    }

    static Stream<Operation> operations() {
        return Stream.of(
                new RegisterOperation.Read("a"),
                new RegisterOperation.Write("", Long.MIN_VALUE),
                new RegisterOperation.Write("a", null),
                new RegisterOperation.CompareAndSet("a", null, 3L),
                new RegisterOperation.CompareAndSet("a", -1L, null),
                new SetOperation.Add("s", -5),
                new SetOperation.Read("s"),
                new CounterOperation.Add("c", Long.MIN_VALUE),
                new CounterOperation.Read("c"),
                new QueueOperation.Enqueue("q", 300),
                new QueueOperation.Dequeue("q"),
                new LockOperation.Acquire("l", 1000),
                new LockOperation.Renew("l", 7, 1000),
                new LockOperation.Release("l", 7),
                new LockOperation.ResourceWrite("l", 7, -9, true),
                new LockOperation.ResourceWrite("l", 7, 9, false),
                new LockOperation.ResourceRead("l"),
                new TaskOperation.Submit(9),
                new TaskOperation.Tasks());
    }

    static Stream<Response> responses() {
        return Stream.of(
                Response.Ok.NOTHING,
                Response.Ok.of(Long.MIN_VALUE),
                new Response.Ok(new Value.Numbers(List.of())),
                new Response.Ok(new Value.Numbers(List.of(1L, -2L, Long.MAX_VALUE))),
                new Response.Ok(new Value.Pair(-1, 1)),
                new Response.Ok(
                        new Value.Rows(List.of(new Value.Numbers(List.of(1L, 2L)), new Value.Numbers(List.of())))),
                new Response.Ok(new Value.Text("role=leader\nterm=3")),
                new Response.Refused("no leader"),
                new Response.Unknown("the leader changed"),
                new Response.BadRequest("what?"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_request_comes_back_as_it_went(Request request) {
        RequestFrame frame = new RequestFrame(0x0102030405060708L, request);
        assertThat(RequestFrame.decode(frame.encode())).isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("responses")
    void a_response_comes_back_as_it_went(Response response) {
        ResponseFrame frame = new ResponseFrame(-1, response);
        assertThat(ResponseFrame.decode(frame.encode())).isEqualTo(frame);
        assertThat(Response.of(response.toBytes())).isEqualTo(response);
    }

    @Test
    void every_operation_has_a_number_of_its_own() {
        assertThat(operations().map(each -> each.getClass() + " " + each.kind()).distinct())
                .hasSameSizeAs(operations().map(Operation::kind).distinct().toList());
    }

    @Test
    void a_frame_of_another_version_is_refused_by_name() {
        byte[] frame = new RequestFrame(1, new Request.Status()).encode();
        frame[0] = 2;
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> RequestFrame.decode(frame))
                .withMessage("version 2 of the protocol, not 1");
    }

    @Test
    void the_id_of_a_request_that_is_not_understood_is_known() {
        byte[] frame = new RequestFrame(99, new Request.Status()).encode();
        frame[1] = 100;
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> RequestFrame.decode(frame))
                .satisfies(thrown -> assertThat(thrown.id()).isEqualTo(99));
    }

    @Test
    void a_command_has_both_session_and_sequence_or_neither() {
        Operation read = new RegisterOperation.Read("a");
        assertThatIllegalArgumentException().isThrownBy(() -> new Command(1, 0, read));
        assertThatIllegalArgumentException().isThrownBy(() -> new Command(0, 1, read));
        assertThatIllegalArgumentException().isThrownBy(() -> new Command(-1, 1, read));
    }

    @Test
    void people_can_read_what_is_asked_and_answered() {
        assertThat(new Command(12, 3, new RegisterOperation.CompareAndSet("x", null, 4L)))
                .hasToString("cas x null -> 4 (12/3)");
        assertThat(Command.once(new LockOperation.ResourceWrite("l", 7, 9, true)))
                .hasToString("write 9 under l #7");
        assertThat(new Response.Ok(new Value.Numbers(List.of(1L, 2L)))).hasToString("ok [1, 2]");
    }

    @Test
    void mutated_frames_are_understood_or_refused_and_nothing_else() {
        Random random = new Random(7);
        List<byte[]> frames = Stream.concat(
                        requests().map(each -> new RequestFrame(5, each).encode()),
                        responses().map(each -> new ResponseFrame(5, each).encode()))
                .toList();
        int refused = 0;
        int rounds = 20_000;
        for (int round = 0; round < rounds; round++) {
            byte[] frame = mutated(frames.get(random.nextInt(frames.size())), random);
            try {
                if (random.nextBoolean()) {
                    assertThat(RequestFrame.decode(frame).toString()).isNotEmpty();
                } else {
                    assertThat(ResponseFrame.decode(frame).toString()).isNotEmpty();
                }
            } catch (ProtocolException e) {
                assertThat(e).hasMessageNotContaining("null");
                refused++;
            }
        }
        assertThat(refused).isBetween(rounds / 4, rounds - rounds / 20);
    }

    private static byte[] mutated(byte[] frame, Random random) {
        byte[] mutated = Arrays.copyOf(frame, Math.max(0, frame.length + random.nextInt(5) - 2));
        int changes = random.nextInt(4);
        for (int change = 0; change < changes && mutated.length > 0; change++) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        if (mutated.length > 1 && random.nextInt(4) > 0) {
            mutated[0] = RequestFrame.VERSION;
        }
        return mutated;
    }
}
