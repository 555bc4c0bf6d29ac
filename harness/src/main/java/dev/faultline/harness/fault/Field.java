package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;

/** What faults act upon. */
public record Field(Cluster cluster, SystemUnderTest system, Options options, Clock clock) {

    /** Injects the fault and returns once it stands; the injection knows how to heal and prove it. */
    public Injection inject(Fault fault) {
        if (fault instanceof Fault.Cut cut) {
            return new CutInjection(this, cut);
        }
        if (fault instanceof Fault.Loss loss) {
            return new LossInjection(this, loss);
        }
        if (fault instanceof Fault.SlowLinks slow) {
            return new SlowLinksInjection(this, slow);
        }
        if (fault instanceof Fault.SlowClients slow) {
            return new SlowClientsInjection(this, slow);
        }
        if (fault instanceof Fault.Kill kill) {
            return new KillInjection(this, kill);
        }
        if (fault instanceof Fault.SkewClock skew) {
            return new ClockInjection(this, skew);
        }
        return new PauseInjection(this, (Fault.Pause) fault);
    }
}
