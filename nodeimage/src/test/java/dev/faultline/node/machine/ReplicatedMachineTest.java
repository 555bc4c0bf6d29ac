package dev.faultline.node.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.LockOperation;
import dev.faultline.node.protocol.Operation;
import dev.faultline.node.protocol.QueueOperation;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.SetOperation;
import dev.faultline.node.protocol.TaskOperation;
import dev.faultline.node.wire.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same log gives the same state and results everywhere, also to who joins by a snapshot in its middle. */
class ReplicatedMachineTest {
    private static final Sessions.Limits LIMITS = new Sessions.Limits(2_000_000_000L, 5);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_machine_from_a_snapshot_goes_on_like_the_one_it_was_taken_of(long seed) {
        List<byte[]> log = log(new Random(seed), 1_500);
        int middle = new Random(seed).nextInt(log.size());
        ReplicatedMachine original = machine();
        results(original, log, 0, middle);
        ReplicatedMachine copy = machine();
        results(copy, log(new Random(seed + 100), 50), 0, 50);
        copy.restore(original.snapshot());

        assertThat(copy.snapshot()).isEqualTo(original.snapshot());
        assertThat(copy.openTasks()).isEqualTo(original.openTasks());
        assertThat(results(copy, log, middle, log.size())).isEqualTo(results(original, log, middle, log.size()));
        assertThat(copy.snapshot()).isEqualTo(original.snapshot());
        assertThat(copy.digest()).isEqualTo(original.digest());
    }

    @Test
    void the_same_log_gives_the_same_results_and_state() {
        List<byte[]> log = log(new Random(42), 5_000);
        ReplicatedMachine one = machine();
        ReplicatedMachine other = machine();
        assertThat(results(one, log, 0, log.size())).isEqualTo(results(other, log, 0, log.size()));
        assertThat(one.snapshot()).isEqualTo(other.snapshot());
    }

    @Test
    void time_does_not_go_back_for_a_stamp_of_a_new_leader_that_is_behind() {
        Driver driver = new Driver();
        driver.afterMillis(5_000).session("a");
        long before = driver.machine.timeNanos();
        driver.afterMillis(-2_000).session("b");
        assertThat(driver.machine.timeNanos()).isEqualTo(before);
    }

    @Test
    void another_state_has_another_digest() {
        Driver one = new Driver();
        Driver other = new Driver();
        assertThat(one.machine.digest()).isEqualTo(other.machine.digest());
        one.once(new RegisterOperation.Write("a", 1L));
        other.once(new RegisterOperation.Write("a", 2L));
        assertThat(one.machine.digest()).isNotEqualTo(other.machine.digest());
    }

    @Test
    void reads_change_nothing() {
        Driver driver = new Driver();
        byte[] before = driver.machine.snapshot();
        for (Operation read : List.of(
                new RegisterOperation.Read("a"),
                new SetOperation.Read("a"),
                new CounterOperation.Read("a"),
                new LockOperation.ResourceRead("a"),
                new TaskOperation.Tasks())) {
            driver.machine.read(read);
        }
        assertThat(driver.machine.snapshot()).isEqualTo(before);
    }

    @Test
    void a_damaged_snapshot_is_refused() {
        Driver driver = new Driver();
        driver.once(new RegisterOperation.Write("a", 1L));
        byte[] snapshot = driver.machine.snapshot();
        byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);
        byte[] shorter = Arrays.copyOf(snapshot, snapshot.length - 1);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> machine().restore(longer));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> machine().restore(shorter));
    }

    private static ReplicatedMachine machine() {
        return new ReplicatedMachine(Set.of(), LIMITS);
    }

    private static List<Response> results(ReplicatedMachine machine, List<byte[]> log, int from, int to) {
        List<Response> results = new ArrayList<>();
        for (int i = from; i < to; i++) {
            results.add(Response.of(machine.apply(i + 1L, log.get(i))));
        }
        return results;
    }

    private static List<byte[]> log(Random random, int length) {
        List<byte[]> log = new ArrayList<>();
        long nanos = 0;
        for (int i = 0; i < length; i++) {
            nanos += random.nextInt(40_000_000) - 1_000_000;
            log.add(command(random, i).stamped(Math.max(0, nanos)));
        }
        return log;
    }

    private static LogCommand command(Random random, int index) {
        return switch (random.nextInt(12)) {
            case 0 -> new LogCommand.Asked(new Request.Hello("client " + random.nextInt(8)));
            case 1 -> new LogCommand.Asked(new Request.Goodbye(random.nextInt(index + 1)));
            case 2 -> new LogCommand.Assigned(random.nextInt(20), 1 + random.nextInt(3));
            case 3 -> new LogCommand.Completed(random.nextInt(20), 1 + random.nextInt(2), 1 + random.nextInt(3));
            case 4, 5, 6, 7 ->
                new LogCommand.Asked(
                        new Command(1 + random.nextInt(index + 1), 1 + random.nextInt(4), operation(random)));
            default -> new LogCommand.Asked(Command.once(operation(random)));
        };
    }

    private static Operation operation(Random random) {
        String name = "k" + random.nextInt(3);
        long value = random.nextInt(400) - 200;
        return switch (random.nextInt(14)) {
            case 0 -> new RegisterOperation.Read(name);
            case 1 -> new RegisterOperation.Write(name, random.nextBoolean() ? value : null);
            case 2 -> new RegisterOperation.CompareAndSet(name, random.nextBoolean() ? value : null, value);
            case 3 -> new SetOperation.Add(name, value);
            case 4 -> new SetOperation.Read(name);
            case 5 -> new CounterOperation.Add(name, value);
            case 6 -> new QueueOperation.Enqueue(name, value);
            case 7 -> new QueueOperation.Dequeue(name);
            case 8 -> new LockOperation.Acquire(name, 1 + random.nextInt(100));
            case 9 -> new LockOperation.Renew(name, random.nextInt(20), 50);
            case 10 -> new LockOperation.Release(name, random.nextInt(20));
            case 11 -> new LockOperation.ResourceWrite(name, random.nextInt(20), value, random.nextBoolean());
            case 12 -> new TaskOperation.Submit(random.nextInt(20));
            default -> new TaskOperation.Tasks();
        };
    }
}
