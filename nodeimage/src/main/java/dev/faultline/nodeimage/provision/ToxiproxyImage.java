package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Toxiproxy's image: the public one, or one built here from its source by the Go tool chain. */
final class ToxiproxyImage {

    private static final String VERSION = "2.12.0";
    private static final String PUBLIC = "ghcr.io/shopify/toxiproxy:" + VERSION;
    private static final BuildContext CONTEXT = BuildContext.ofResources("toxiproxy", "Dockerfile");

    /** What Toxiproxy's module asks for. */
    private static final int GO_MINOR = 23;

    private static final Pattern GO_VERSION = Pattern.compile("go1\\.(\\d+)");

    private final Machine machine;
    private final Docker docker;
    private final Path scratch;

    ToxiproxyImage(Machine machine, Docker docker, Path scratch) {
        this.machine = machine;
        this.docker = docker;
        this.scratch = scratch;
    }

    /** Returns the image's name. */
    String ensure(Steps steps) {
        return steps.provide("toxiproxy", this::find, work -> {
            work.activity("pulling " + PUBLIC);
            if (docker.pull(PUBLIC)) {
                return PUBLIC;
            }
            work.activity("building Toxiproxy " + VERSION);
            return build(goOrExplain());
        });
    }

    private Optional<String> find() {
        return Stream.of(PUBLIC, ours())
                .filter(image -> docker.id(image).isPresent())
                .findFirst();
    }

    static String ours() {
        return "faultline/toxiproxy:" + VERSION + "-" + CONTEXT.hash(source());
    }

    private static String source() {
        return "github.com/Shopify/toxiproxy/v2/cmd/server@v" + VERSION;
    }

    private String goOrExplain() {
        Optional<String> go = findGo(machine);
        return go.orElseThrow(() -> new ProvisioningException(PUBLIC
                + " cannot be pulled, and building it needs Go 1." + GO_MINOR
                + " or newer, on the PATH or in /usr/local/go: install it from https://go.dev/dl"));
    }

    /** The first {@code go} that is new enough. */
    static Optional<String> findGo(Machine machine) {
        return Stream.of("go", "/usr/local/go/bin/go")
                .filter(go -> newEnough(machine.run(Command.of(go, "version")).out()))
                .findFirst();
    }

    static boolean newEnough(String goVersion) {
        Matcher matcher = GO_VERSION.matcher(goVersion);
        return matcher.find() && Integer.parseInt(matcher.group(1)) >= GO_MINOR;
    }

    private String build(String go) {
        Path folder = scratch.resolve("toxiproxy");
        CONTEXT.writeTo(folder);
        Command install = Command.of(
                        go,
                        "install",
                        "-ldflags",
                        "-s -w -X github.com/Shopify/toxiproxy/v2.Version=" + VERSION,
                        source())
                .with("CGO_ENABLED", "0")
                .with("GOBIN", folder.toAbsolutePath().toString())
                .within(Duration.ofMinutes(15));
        Result result = machine.run(install);
        if (!result.ok()) {
            throw ProvisioningException.of("building Toxiproxy " + VERSION, install, result);
        }
        docker.build(ours(), folder, List.of());
        return ours();
    }
}
