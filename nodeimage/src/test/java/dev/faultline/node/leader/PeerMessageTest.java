package dev.faultline.node.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.MemberRequest;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.wire.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages between nodes come back as they went, and what is malformed is found out. */
class PeerMessageTest {

    static Stream<PeerMessage> messages() {
        return Stream.of(
                new PeerMessage.Forward(-7, 3, 12, new Command(4, 5, new RegisterOperation.Write("a", null))),
                new PeerMessage.Forward(Long.MAX_VALUE, 1, 1, new MemberRequest.Add(4, "n4:1")),
                new PeerMessage.Answer(-7, 3, new Outcome.Final(Response.Ok.of(4))),
                new PeerMessage.Answer(7, 1, new Outcome.NotServed("why")),
                new PeerMessage.Answer(7, 1, new Outcome.Lost("why")),
                new PeerMessage.Dispatch(8, 300),
                new PeerMessage.Progress(8, 300, true),
                new PeerMessage.Progress(8, 300, false));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_comes_back_as_it_went(PeerMessage message) {
        assertThat(PeerMessage.decode(message.encode())).isEqualTo(message);
    }

    @Test
    void a_message_of_raft_is_carried_as_it_is() {
        byte[] raft = {1, 2, 3};
        PeerMessage decoded = PeerMessage.decode(new PeerMessage.Consensus(raft).encode());
        assertThat(decoded).isInstanceOf(PeerMessage.Consensus.class);
        assertThat(((PeerMessage.Consensus) decoded).message()).isEqualTo(raft);
    }

    @Test
    void mutated_messages_are_understood_or_malformed_and_nothing_else() {
        Random random = new Random(11);
        List<byte[]> messages = messages().map(PeerMessage::encode).toList();
        for (int round = 0; round < 10_000; round++) {
            byte[] message = messages.get(random.nextInt(messages.size()));
            byte[] mutated = Arrays.copyOf(message, Math.max(0, message.length + random.nextInt(4) - 2));
            for (int change = random.nextInt(3); change > 0 && mutated.length > 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> decode(mutated)).doesNotThrowAnyException();
        }
    }

    private static void decode(byte[] message) {
        try {
            PeerMessage.decode(message);
        } catch (MalformedException expected) {
            assertThat(expected).hasMessageNotContaining("null");
        }
    }
}
