package dev.faultline.node.real;

import dev.faultline.node.ProgramFactory;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node's process that runs a {@link JournalProgram}. */
final class JournalMain {
    private JournalMain() {}

    public static void main(String[] arguments) {
        SortedMap<String, ProgramFactory> programs = new TreeMap<>();
        programs.put("journal", (self, members, options) -> new JournalProgram());
        Main.main(programs, arguments);
    }
}
