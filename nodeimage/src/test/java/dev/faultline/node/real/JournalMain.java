package dev.faultline.node.real;

import java.util.Map;

/** A node's process that runs a {@link JournalProgram}. */
final class JournalMain {
    private JournalMain() {}

    public static void main(String[] arguments) {
        Programs programs = new Programs(Map.of("journal", (self, members, options) -> new JournalProgram()));
        Main.main(programs, arguments);
    }
}
