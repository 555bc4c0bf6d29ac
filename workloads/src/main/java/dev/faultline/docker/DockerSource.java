package dev.faultline.docker;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.cluster.docker.DockerProvider;
import dev.faultline.harness.cluster.docker.Sweep;
import dev.faultline.harness.time.Clock;
import dev.faultline.nodeimage.provision.Doctor;
import dev.faultline.nodeimage.provision.Finding;
import dev.faultline.nodeimage.provision.Images;
import dev.faultline.nodeimage.provision.Progress;
import dev.faultline.nodeimage.provision.Provisioner;
import dev.faultline.nodeimage.provision.Step;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The Docker engine of this machine, with the images made or found. */
public final class DockerSource implements ProviderSource {

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Optional<String> missing() {
        if (Provisioner.ofThisMachine().engineAnswers()) {
            return Optional.empty();
        }
        return Optional.of(Doctor.ofThisMachine().examine().stream()
                .filter(finding -> finding.state() == Finding.State.MISSING)
                .filter(finding -> List.of("docker", "engine").contains(finding.name()))
                .findFirst()
                .map(finding -> finding.name() + ": " + finding.seen() + " (" + finding.advice() + ")")
                .orElse("engine: no Docker engine answers (run ./faultline provision)"));
    }

    @Override
    public Provider ready(Optional<String> image, Steps steps) {
        Images images = images(image.stream().toList(), steps);
        Clock clock = Clock.system();
        long began = clock.nanos();
        List<String> swept = Sweep.run();
        if (!swept.isEmpty()) {
            steps.step(
                    "swept", "what a dead run left: " + String.join(" ", swept), (clock.nanos() - began) / 1_000_000);
        }
        return new DockerProvider(
                new dev.faultline.harness.cluster.docker.Images(images.node(image), images.toxiproxy()),
                images.ryuk(),
                clock);
    }

    /**
     * The images alone.
     *
     * @param systems whose images on top of the node image are needed as well
     */
    public static Images images(Collection<String> systems, Steps steps) {
        return Provisioner.ofThisMachine()
                .provision(
                        new Progress() {
                            @Override
                            public void done(Step step) {
                                steps.step(
                                        step.name(),
                                        step.cached() ? "cached: " + step.detail() : step.detail(),
                                        step.millis());
                            }

                            @Override
                            public void working(String name, String activity) {
                                steps.working(name, activity);
                            }
                        },
                        systems);
    }
}
