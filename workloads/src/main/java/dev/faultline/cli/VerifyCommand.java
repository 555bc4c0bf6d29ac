package dev.faultline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code faultline verify}: known to the help here, carried out by the launcher, since Maven replaces the jars this runs from. */
@Command(
        name = "verify",
        description = {
            "Provisions, then builds and tests everything, the chaos suites included: mvn verify with containers required,",
            "and a browser where there is Chromium or, as root on Debian, it can be installed.",
            "Further arguments go to Maven."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MAVEN-ARGUMENT", arity = "0..*", description = "Passed on to Maven.")
    String[] arguments = {};

    @Override
    public Integer call() {
        throw new IllegalArgumentException("verify: run it by the launcher, ./faultline verify");
    }
}
