package dev.faultline.cli;

import dev.faultline.docker.DockerSource;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.sim.SimulationSource;
import dev.faultline.systems.etcd.Etcd;
import dev.faultline.systems.leader.SingleLeader;
import dev.faultline.systems.postgres.Postgres;
import dev.faultline.systems.redis.Redis;
import dev.faultline.systems.zookeeper.ZooKeeper;
import dev.faultline.workloads.append.Append;
import dev.faultline.workloads.bank.Bank;
import dev.faultline.workloads.counter.Counter;
import dev.faultline.workloads.lock.Lock;
import dev.faultline.workloads.membership.Membership;
import dev.faultline.workloads.queue.Queue;
import dev.faultline.workloads.register.Register;
import dev.faultline.workloads.set.GrowOnlySet;
import dev.faultline.workloads.tasks.TasksOnce;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What there is to choose from, by the names used on the command line. */
final class Catalogue {
    static final Map<String, SystemUnderTest> SYSTEMS = Words.byName(
            List.of(new Etcd(), new Redis(), new ZooKeeper(), new Postgres(), new SingleLeader()),
            SystemUnderTest::name);
    static final Map<String, Workload<?>> WORKLOADS = Words.byName(
            List.of(
                    new Register(),
                    new GrowOnlySet(),
                    new Lock(),
                    new Bank(),
                    new Append(),
                    new Counter(),
                    new Queue(),
                    new TasksOnce(),
                    new Membership()),
            Workload::name);
    static final Map<String, ProviderSource> PROVIDERS =
            Words.byName(List.of(new DockerSource(), new SimulationSource()), ProviderSource::name);

    private Catalogue() {}

    /** Where the system runs when nothing else is said. */
    static ProviderSource source(SystemUnderTest system) {
        return Objects.requireNonNull(PROVIDERS.get(system.providers().get(0)));
    }
}
