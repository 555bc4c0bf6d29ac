package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;

/** What faults act upon. */
public record Field(Cluster cluster, SystemUnderTest system, Options options, Clock clock) {}
