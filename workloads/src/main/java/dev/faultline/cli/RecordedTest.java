package dev.faultline.cli;

import dev.faultline.harness.run.Test;
import dev.faultline.replay.ReplayRecord;
import dev.faultline.sim.SimulationSource;
import dev.faultline.systems.leader.ProgramVersion;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The test that a {@code replay.json} asks for. */
final class RecordedTest {
    private RecordedTest() {}

    /** @throws IllegalArgumentException in one line that names the file, when it cannot be made again here */
    static Test of(Path file, ReplayRecord recorded) {
        try {
            requireSameProgram(recorded);
            Test test = test(recorded.words());
            if (test.seed().value() != recorded.seed()) {
                throw new IllegalArgumentException(
                        "seed is " + recorded.seed() + ", but " + test.seed().value() + " in words");
            }
            return test;
        } catch (IllegalArgumentException | CommandLine.ParameterException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static void requireSameProgram(ReplayRecord recorded) {
        if (!recorded.programVersion().equals(ProgramVersion.current())) {
            throw new IllegalArgumentException("recorded by version " + recorded.programVersion()
                    + " of the node programs (Faultline " + recorded.version() + "), but this is version "
                    + ProgramVersion.current() + " (Faultline " + dev.faultline.harness.run.Version.number()
                    + "): the run cannot be made again with it");
        }
    }

    private static Test test(List<String> words) {
        String command = words.size() < 2 ? "" : words.get(1);
        String[] options = words.stream().skip(2).toArray(String[]::new);
        return switch (command) {
            case "run" -> run(parsed(new RunCommand(), options).options);
            case "faults" -> parsed(new FaultsCommand(), options).test();
            default ->
                throw new IllegalArgumentException(
                        "words must be those of ./faultline run or ./faultline faults, not " + words);
        };
    }

    private static <T> T parsed(T command, String[] options) {
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        return command;
    }

    private static Test run(TestOptions options) {
        if (!(options.source() instanceof SimulationSource)) {
            throw new IllegalArgumentException("words: not a run in simulation");
        }
        options.schedule = fromTop(options.schedule);
        return options.resolve(options.seed());
    }

    /** Commands are recorded as they are run from the top of the project. */
    private static @Nullable Path fromTop(@Nullable Path schedule) {
        if (schedule == null || schedule.isAbsolute()) {
            return schedule;
        }
        return Path.of(System.getProperty("faultline.home", ".")).resolve(schedule);
    }
}
