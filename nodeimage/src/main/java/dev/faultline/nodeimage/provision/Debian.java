package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operating system as its release file describes it, and its package manager where that is apt. */
final class Debian {

    private static final Path OS_RELEASE = Path.of("/etc/os-release");

    private final Machine machine;

    Debian(Machine machine) {
        this.machine = machine;
    }

    /** Such as "Debian GNU/Linux 12 (bookworm)". */
    String name() {
        return field("PRETTY_NAME").orElse("an unknown operating system");
    }

    /** Whether this is Debian, Ubuntu or made from one of them. */
    boolean family() {
        String ids = field("ID").orElse("") + " " + field("ID_LIKE").orElse("");
        return List.of(ids.split(" ")).stream().anyMatch(id -> id.equals("debian") || id.equals("ubuntu"));
    }

    /** Whether packages can be installed without asking anybody. */
    boolean installs() {
        return family() && machine.isRoot();
    }

    private Optional<String> field(String name) {
        Matcher matcher = Pattern.compile("(?m)^" + name + "=\"?([^\"\n]*)\"?$")
                .matcher(machine.read(OS_RELEASE).orElse(""));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Installs packages without their recommendations. */
    void install(String... packages) {
        // A third-party source that does not answer fails the update, yet the packages may be known: the install
        // decides.
        machine.run(apt("update").within(Duration.ofMinutes(5)));
        List<String> words = new ArrayList<>(List.of("install", "--yes", "--no-install-recommends"));
        words.addAll(List.of(packages));
        Command install = apt(words.toArray(String[]::new)).within(Duration.ofMinutes(15));
        Result result = machine.run(install);
        if (!result.ok()) {
            throw ProvisioningException.of("installing " + String.join(", ", packages), install, result);
        }
    }

    private static Command apt(String... words) {
        List<String> all = new ArrayList<>(List.of("apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new)).with("DEBIAN_FRONTEND", "noninteractive");
    }
}
