package dev.faultline.cli;

import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.option.Option;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code faultline list}: what there is to choose from, one line each. */
@Command(
        name = "list",
        description = "Lists the systems, workloads, faults and models of checkers that there are.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.out.println("systems");
        Catalogue.SYSTEMS.forEach((name, system) -> {
            line(name, "faults: " + String.join(" ", Faults.namesOn(system)));
            options(system.options());
        });
        System.out.println("workloads");
        Catalogue.WORKLOADS.forEach((name, workload) -> {
            List<String> on = Catalogue.SYSTEMS.values().stream()
                    .filter(workload::runsOn)
                    .map(system -> system.name())
                    .toList();
            line(
                    name,
                    "calls "
                            + String.join(
                                    ", ", workload.functions().stream().sorted().toList()) + "; runs on "
                            + String.join(", ", on));
            options(workload.options());
        });
        System.out.println("faults");
        for (FaultKind kind : Faults.ALL) {
            line(kind.name(), kind.about());
        }
        System.out.println("models");
        CheckCommand.models().forEach(name -> line(name, "check --model " + name));
        return ExitCode.VALID;
    }

    private static void options(List<Option> options) {
        for (Option option : options) {
            System.out.println(
                    "               --option " + option.name() + "=" + option.range() + "  " + option.meaning());
        }
    }

    private static void line(String name, String about) {
        System.out.printf("  %-12s %s%n", name, about);
    }
}
