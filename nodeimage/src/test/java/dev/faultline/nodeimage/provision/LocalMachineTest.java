package dev.faultline.nodeimage.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalMachineTest {

    private final Machine machine = new LocalMachine();

    @Test
    void output_errors_and_exit_code_come_back_apart() {
        Result result = machine.run(
                Command.of("sh", "-c", "echo out; echo $WORD >&2; exit 3").with("WORD", "err"));

        assertThat(result).isEqualTo(new Result(3, "out\n", "err\n"));
        assertThat(result.lastLine()).isEqualTo("err");
    }

    @Test
    void a_program_that_is_not_there_is_a_result() {
        assertThat(machine.run(Command.of("no-such-program-here")).exit()).isEqualTo(Result.NOT_FOUND);
    }

    @Test
    void a_command_beyond_its_limit_is_killed_with_what_it_said() {
        Result result =
                machine.run(Command.of("sh", "-c", "echo begun; sleep 60").within(Duration.ofMillis(200)));

        assertThat(result.exit()).isEqualTo(Result.TIMED_OUT);
        assertThat(result.text()).isEqualTo("begun");
    }

    @Test
    void only_a_command_that_stays_silent_is_killed_early() {
        Command silent = Command.of("sleep", "60").speakingWithin(Duration.ofMillis(200));
        Command talking = Command.of("sh", "-c", "echo a; sleep 0.4; echo b").speakingWithin(Duration.ofMillis(200));

        assertThat(machine.run(silent).exit()).isEqualTo(Result.TIMED_OUT);
        assertThat(machine.run(talking).out()).isEqualTo("a\nb\n");
    }

    @Test
    void a_daemon_left_behind_does_not_hold_up_its_starter() {
        Command start = Command.of("sh", "-c", "sleep 5 & echo $!");
        long before = machine.nanos();

        Result result = machine.run(start);

        assertThat(Duration.ofNanos(machine.nanos() - before)).isLessThan(Duration.ofSeconds(4));
        ProcessHandle.of(Long.parseLong(result.text())).ifPresent(ProcessHandle::destroy);
    }

    @Test
    void programs_that_run_are_found_by_their_file_name() {
        assertThat(machine.runs("java")).isTrue();
        assertThat(machine.runs("no-such-program-here")).isFalse();
    }

    @Test
    void a_path_that_is_not_there_yet_has_the_room_of_its_nearest_parent() {
        assertThat(machine.freeBytes(Path.of("/tmp/not/there/yet"))).isPositive();
    }
}
