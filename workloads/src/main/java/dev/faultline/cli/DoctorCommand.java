package dev.faultline.cli;

import dev.faultline.nodeimage.provision.Doctor;
import dev.faultline.nodeimage.provision.Finding;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code faultline doctor}: what is there, what is missing and what to do. */
@Command(
        name = "doctor",
        description = "Says what a run needs, what is there, what is missing and what to do about it. Changes nothing.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        List<Finding> findings = Doctor.ofThisMachine().examine();
        for (Finding finding : findings) {
            System.out.printf(Locale.ROOT, "  %-8s %-22s %s%n", word(finding.state()), finding.name(), finding.seen());
            if (!finding.advice().isEmpty()) {
                System.out.printf(Locale.ROOT, "  %-8s %-22s -> %s%n", "", "", finding.advice());
            }
        }
        boolean missing = findings.stream().anyMatch(f -> f.state() == Finding.State.MISSING);
        System.out.println(missing ? "something is missing; see the arrows above" : "ready to run");
        return missing ? ExitCode.INVALID : ExitCode.VALID;
    }

    private static String word(Finding.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
