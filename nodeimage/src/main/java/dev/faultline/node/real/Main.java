package dev.faultline.node.real;

import dev.faultline.node.NodeProgram;
import dev.faultline.node.ProgramFactory;
import dev.faultline.node.catalogue.Programs;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.SortedMap;

/**
 * Runs one node until it is told to end by a signal. Exits with 254 for arguments that cannot be used, 255 when it cannot begin, and 70
 * when the program threw an exception: that is a crash, and what was synced is there at the next start.
 */
public final class Main {
    private static final int FAILED = 70;
    private static final int BAD_ARGUMENTS = 254;
    private static final int CANNOT_BEGIN = 255;

    private Main() {}

    /** Its arguments are those of {@link NodeOptions}. */
    public static void main(String[] arguments) {
        main(Programs.all(), arguments);
    }

    static void main(SortedMap<String, ProgramFactory> programs, String... arguments) {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        int exit = run(programs, arguments);
        if (exit != 0) {
            end(exit);
        }
    }

    /** Gives 0 when the node runs, else the code to exit with. */
    private static int run(SortedMap<String, ProgramFactory> programs, String... arguments) {
        NodeOptions options;
        NodeProgram program;
        try {
            options = NodeOptions.parse(arguments);
            program = named(programs, options.program()).create(options.self(), options.members(), options.options());
        } catch (IllegalArgumentException e) {
            System.err.println("faultline-node: " + e.getMessage());
            return BAD_ARGUMENTS;
        }
        try {
            NodeLog log = new NodeLog(options.self(), System.err);
            RealNode node = RealNode.start(options, program, System.err, cause -> {
                log.failed(cause);
                end(FAILED);
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                node.close();
                log.say("ended");
            }));
            return 0;
        } catch (RuntimeException e) {
            System.err.println("faultline-node: " + e.getMessage());
            return CANNOT_BEGIN;
        }
    }

    private static ProgramFactory named(SortedMap<String, ProgramFactory> programs, String name) {
        ProgramFactory factory = programs.get(name);
        if (factory == null) {
            throw new IllegalArgumentException("--program must be one of " + programs.keySet() + " but is " + name);
        }
        return factory;
    }

    /** At once: an orderly end would wait for the very thread that failed. */
    private static void end(int code) {
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }
}
