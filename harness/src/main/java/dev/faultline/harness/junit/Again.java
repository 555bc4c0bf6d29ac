package dev.faultline.harness.junit;

import dev.faultline.harness.option.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs a test method again with the seed it had, from the top of the project. */
final class Again {
    private Again() {}

    /**
     * By Maven: names of integration tests are left to failsafe, others to surefire.
     *
     * @param type the class's binary name
     * @param matrix name of the one combination; empty for none
     */
    static String command(String type, String method, String matrix, long seed, Path module, Path top) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        boolean integration = simple.replaceFirst("\\$.*", "").matches("IT.*|.*IT|.*ITCase");
        List<String> words = new ArrayList<>(List.of("mvn", integration ? "verify" : "test"));
        if (!module.equals(top)) {
            words.addAll(List.of("-pl", top.relativize(module).toString(), "-am"));
            words.add("-Dsurefire.failIfNoSpecifiedTests=false");
            if (integration) {
                words.add("-Dfailsafe.failIfNoSpecifiedTests=false");
            }
        }
        words.add((integration ? "-Dit.test=" : "-Dtest=") + Words.inShell(simple + "#" + method));
        if (!matrix.isEmpty()) {
            words.add("-Dfaultline.matrix=" + Words.inShell(matrix));
        }
        words.add("-Dfaultline.seed=" + seed);
        return String.join(" ", words);
    }
}
