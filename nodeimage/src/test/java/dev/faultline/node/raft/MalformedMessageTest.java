package dev.faultline.node.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.node.raft.Message.AppendEntries;
import dev.faultline.node.raft.Message.InstallSnapshot;
import dev.faultline.node.raft.Message.TimeoutNow;
import dev.faultline.node.wire.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no message changes nothing; what is one and cannot be obeyed ends the process. */
class MalformedMessageTest {
    private static final byte[] NO_CONFIGURATION = {99};

    static List<byte[]> malformed() {
        byte[] whole = MessageCodec.encode(append(0, new Entry(1, 7, Entry.Kind.COMMAND, new byte[4])));
        return List.of(
                new byte[0],
                new byte[] {77, 1},
                Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, whole.length + 1),
                MessageCodec.encode(new TimeoutNow(-1)),
                MessageCodec.encode(new TimeoutNow(Long.MAX_VALUE)),
                MessageCodec.encode(append(-1)),
                MessageCodec.encode(append(0, new Entry(1, -1, Entry.Kind.NOOP, new byte[0]))),
                MessageCodec.encode(append(0, new Entry(1, 7, Entry.Kind.CONFIGURATION, NO_CONFIGURATION))),
                MessageCodec.encode(new InstallSnapshot(7, 9, 6, NO_CONFIGURATION, 0, new byte[0], true, 1)));
    }

    private static byte[] configuration() {
        return Bench.configuration(1, 2, 3).encode();
    }

    private static AppendEntries append(long prevIndex, Entry... entries) {
        return new AppendEntries(7, prevIndex, 0, List.of(entries), 0, 1, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedMessageIsIgnoredAndTold(byte[] message) {
        Bench bench = bench();
        bench.raft.receive(2, message);
        assertThat(bench.raft.term()).isZero();
        assertThat(bench.store.lastIndex()).isZero();
        assertThat(bench.sent).isEmpty();
        assertThat(bench.events)
                .last()
                .matches(event -> event.kind().equals("ignores") && event.subject() == 2)
                .asString()
                .contains("malformed");
    }

    @Test
    void whateverTheBytesNoneIsTakenForAMessageThatIsNone() {
        byte[] whole = MessageCodec.encode(append(0, new Entry(1, 7, Entry.Kind.CONFIGURATION, configuration())));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 2));
            for (int j = random.nextInt(3); j > 0 && damaged.length > 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                bench().raft.receive(2, damaged);
            } catch (RuntimeException e) {
                // A message that says what cannot be so ends the process.
                assertThat(e).isNotInstanceOf(MalformedException.class);
            }
        }
    }

    @Test
    void afterwardsItFollowsAsBefore() {
        Bench bench = bench();
        malformed().forEach(message -> bench.raft.receive(2, message));
        bench.hear(2, append(0, new Entry(1, 7, Entry.Kind.COMMAND, new byte[4])));
        assertThat(bench.store.lastIndex()).isEqualTo(1);
        assertThat(bench.raft.leader()).isEqualTo(2);
    }

    @Test
    void aStateThatTheMachineCannotTakeStillEndsIt() {
        Bench bench = bench();
        InstallSnapshot wellFormed = new InstallSnapshot(7, 9, 6, configuration(), 0, new byte[] {1}, true, 1);
        assertThatThrownBy(() -> bench.hear(2, wellFormed)).isInstanceOf(MalformedException.class);
        assertThat(bench.events).noneMatch(event -> event.kind().equals("ignores"));
    }

    private static Bench bench() {
        return new Bench(new MemoryStore(), RaftOptions.DEFAULT, 1, 2, 3);
    }
}
