package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;

/** What faults act upon. */
public record Field(Cluster cluster, SystemUnderTest system, Options options, Clock clock) {

    /** Injects it, in the cluster's own way where it has one, and returns once it stands. */
    public Injection inject(Fault fault) {
        return cluster instanceof InjectsFaults own ? own.inject(fault, this) : fault.inject(this);
    }
}
