package dev.faultline.cli;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.docker.DockerProvider;
import dev.faultline.harness.cluster.docker.Sweep;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;
import dev.faultline.nodeimage.provision.Images;
import dev.faultline.nodeimage.provision.Progress;
import dev.faultline.nodeimage.provision.Provisioner;
import dev.faultline.nodeimage.provision.Step;
import java.util.Collection;
import java.util.List;

/** What runs in containers need, made ready with a line for each step. */
final class Provisioned {
    private Provisioned() {}

    /**
     * The images, made or found.
     *
     * @param systems whose images on top of the node image are needed as well
     */
    static Images images(Console console, Collection<String> systems) {
        return Provisioner.ofThisMachine()
                .provision(
                        new Progress() {
                            @Override
                            public void done(Step step) {
                                console.step(
                                        step.name(),
                                        step.cached() ? "cached: " + step.detail() : step.detail(),
                                        step.millis());
                            }

                            @Override
                            public void working(String name, String activity) {
                                console.working(name, activity);
                            }
                        },
                        systems);
    }

    /** A provider on the images that this system needs and no others, after what dead runs left was swept. */
    static Provider docker(Console console, SystemUnderTest system, Clock clock) {
        Images images = images(console, system.image().stream().toList());
        List<String> swept = Sweep.run();
        if (!swept.isEmpty()) {
            console.line("  swept      what a dead run left: " + String.join(" ", swept));
        }
        return new DockerProvider(
                new dev.faultline.harness.cluster.docker.Images(images.node(system.image()), images.toxiproxy()),
                images.ryuk(),
                clock);
    }
}
