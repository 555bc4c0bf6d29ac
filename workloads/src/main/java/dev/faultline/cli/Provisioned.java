package dev.faultline.cli;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.docker.DockerProvider;
import dev.faultline.nodeimage.provision.Images;
import dev.faultline.nodeimage.provision.Provisioner;
import dev.faultline.nodeimage.provision.Step;

/** What runs in containers need, made ready with a line for each step. */
final class Provisioned {
    private Provisioned() {}

    /** The images, made or found. */
    static Images images(Console console) {
        return Provisioner.ofThisMachine().provision(step -> tell(console, step));
    }

    private static void tell(Console console, Step step) {
        console.step(step.name(), step.cached() ? "cached: " + step.detail() : step.detail(), step.millis());
    }
}
