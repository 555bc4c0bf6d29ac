package dev.faultline.suites;

import static org.assertj.core.api.Assertions.fail;

import dev.faultline.nodeimage.provision.Provisioner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For suites that need a Docker engine: skipped with one loud line without one, failed under -Dfaultline.docker=required. */
final class Containers implements BeforeAllCallback {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public void beforeAll(ExtensionContext context) {
        if (Provisioner.ofThisMachine().engineAnswers()) {
            return;
        }
        String message = "CHAOS SUITES DID NOT RUN: no Docker engine answers (./faultline provision)";
        if ("required".equals(System.getProperty("faultline.docker"))) {
            fail(message);
        }
        if (SAID.compareAndSet(false, true)) {
            System.err.println("!!! " + message + " !!!");
        }
        Assumptions.abort(message);
    }
}
