package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The doctor's look at the machine itself. */
final class HostExamination {

    private static final long GIB = 1L << 30;
    private static final Path ENGINE_DATA = Path.of("/var/lib/docker");

    private final Machine machine;
    private final Debian debian;

    HostExamination(Machine machine) {
        this.machine = machine;
        this.debian = new Debian(machine);
    }

    List<Finding> findings() {
        return List.of(os(), user(), java(), maven(), go(), memory(), disk(), fuse());
    }

    private Finding os() {
        return debian.family()
                ? Finding.ok("os", debian.name())
                : Finding.warning("os", debian.name(), "install what is missing by hand: only apt is known here");
    }

    private Finding user() {
        return machine.isRoot()
                ? Finding.ok("user", "root")
                : Finding.warning("user", "not root", "what is missing is named, not installed: use sudo for that");
    }

    private Finding java() {
        String version = Runtime.version().toString();
        boolean compiler = machine.exists(Path.of(System.getProperty("java.home"), "bin", "javac"));
        return compiler
                ? Finding.ok("java", version)
                : Finding.warning("java", version + " without a compiler", "install openjdk-17-jdk-headless to build");
    }

    private Finding maven() {
        Result result = machine.run(Command.of("mvn", "--version").within(Duration.ofSeconds(20)));
        Matcher version =
                Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\.(\\d+)").matcher(result.out());
        if (!result.ok() || !version.find()) {
            return Finding.warning("maven", result.lastLine(), "install maven 3.8.7 or newer to build");
        }
        int found = Integer.parseInt(version.group(1)) * 1_000_000
                + Integer.parseInt(version.group(2)) * 1_000
                + Integer.parseInt(version.group(3));
        return found >= 3_008_007
                ? Finding.ok("maven", version.group())
                : Finding.warning("maven", version.group(), "the build needs maven 3.8.7 or newer");
    }

    private Finding go() {
        return ToxiproxyImage.findGo(machine)
                .map(go ->
                        Finding.ok("go", machine.run(Command.of(go, "version")).text()))
                .orElseGet(() -> Finding.warning(
                        "go",
                        "none of 1.23 or newer",
                        "needed only where Toxiproxy's image cannot be pulled: https://go.dev/dl"));
    }

    private Finding memory() {
        String info = machine.read(Path.of("/proc/meminfo")).orElse("");
        Matcher available = Pattern.compile("MemAvailable: +(\\d+) kB").matcher(info);
        if (!available.find()) {
            return Finding.warning("memory", "unknown", "see to it that 2 GiB are free");
        }
        return room("memory", Long.parseLong(available.group(1)) * 1024, 2);
    }

    private Finding disk() {
        return room("disk", machine.freeBytes(ENGINE_DATA), 3);
    }

    private static Finding room(String name, long bytes, int gibNeeded) {
        String seen = "%d.%d GiB free".formatted(bytes / GIB, bytes % GIB * 10 / GIB);
        return bytes >= gibNeeded * GIB
                ? Finding.ok(name, seen)
                : Finding.warning(name, seen, "five nodes and their images want " + gibNeeded + " GiB");
    }

    private Finding fuse() {
        return machine.exists(Path.of("/dev/fuse"))
                ? Finding.ok("fuse", "/dev/fuse")
                : Finding.warning("fuse", "no /dev/fuse", "load the kernel module fuse, or do without disk faults");
    }
}
