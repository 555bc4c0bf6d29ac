package dev.faultline.cli;

import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code ./faultline}: one command to a verdict. */
@Command(
        name = "faultline",
        description = "Breaks a cluster on purpose and judges what it did.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            NightlyCommand.class,
            TrialCommand.class,
            CheckCommand.class,
            GenerateCommand.class,
            BenchCommand.class,
            ReplayCommand.class,
            AnalyzeCommand.class,
            ReportCommand.class,
            IndexCommand.class,
            ServeCommand.class,
            ListCommand.class,
            FaultsCommand.class,
            ProvisionCommand.class,
            DoctorCommand.class,
            VerifyCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        footer = {"", "Exit codes: 0 valid, 1 invalid, 2 unknown, 254 bad arguments, 255 crashed."})
public final class Main implements Runnable {

    private Main() {}

    public static void main(String[] arguments) {
        Logging.quiet();
        System.exit(execute(arguments));
    }

    /** Runs one command and returns its exit code. */
    static int execute(String... arguments) {
        try {
            return commands()
                    .setParameterExceptionHandler(Main::refuse)
                    .setExecutionExceptionHandler(Main::report)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setUsageHelpAutoWidth(true)
                    .execute(arguments);
        } catch (Error e) {
            // Left to the JVM, no memory would end in 1: a verdict that nobody gave.
            System.err.println(firstLine(e.toString()));
            Logging.keep(e);
            return ExitCode.CRASHED;
        }
    }

    private static CommandLine commands() {
        CommandLine commands = new CommandLine(new Main());
        Objects.requireNonNull(commands.getSubcommands().get("run"))
                .getCommandSpec()
                .usageMessage()
                .footer(RunCommand.figures());
        return commands;
    }

    @Override
    public void run() {
        new CommandLine(new Main()).usage(System.out);
    }

    private static int refuse(ParameterException e, String[] arguments) {
        // Of options with a name and a value the parser says the word twice.
        String message = String.valueOf(e.getMessage()).replace("option option", "option");
        e.getCommandLine().getErr().println(firstLine(message));
        return ExitCode.BAD_ARGUMENTS;
    }

    private static int report(Exception e, CommandLine command, ParseResult result) {
        boolean usersFault = e instanceof IllegalArgumentException;
        command.getErr().println(firstLine(String.valueOf(e.getMessage())));
        if (!usersFault && Logging.file().isPresent()) {
            command.getErr().println("details in " + Logging.file().get());
        }
        Logging.keep(e);
        return usersFault ? ExitCode.BAD_ARGUMENTS : ExitCode.CRASHED;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
