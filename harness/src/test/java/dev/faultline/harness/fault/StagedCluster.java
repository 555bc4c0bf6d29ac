package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.cluster.Resources;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.HasClock;
import dev.faultline.harness.system.HasDisk;
import dev.faultline.harness.system.HasLeader;
import dev.faultline.harness.system.Killable;
import dev.faultline.harness.system.Pausable;
import dev.faultline.harness.system.Stoppable;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A cluster in memory on which a system called staged runs everywhere: the stage for faults, with the flaws that a test gives it. */
public final class StagedCluster implements Cluster {
    public final StagedClock clock = new StagedClock();
    public final StagedNetwork network;
    public final StagedSystem system = new StagedSystem();
    public final Field field;
    private final Map<String, StagedHost> hosts = new LinkedHashMap<>();
    private final List<Node> nodes;

    public StagedCluster(int size) {
        List<String> names =
                IntStream.rangeClosed(1, size).mapToObj(i -> "n" + i).toList();
        names.forEach(name -> hosts.put(name, new StagedHost(name, clock)));
        nodes = names.stream()
                .map(name -> new Node(name, name + ".test", host(name)))
                .toList();
        network = new StagedNetwork(clock, names);
        hosts.values().forEach(StagedHost::start);
        field = new Field(this, system, Options.resolve(List.of(), Map.of()), clock);
    }

    public StagedHost host(String name) {
        StagedHost host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host " + name);
        }
        return host;
    }

    @Override
    public List<Node> nodes() {
        return nodes;
    }

    @Override
    public StagedNetwork network() {
        return network;
    }

    @Override
    public Resources resources() {
        return new Resources() {
            @Override
            public void limitCores(Node node, double cores) {
                host(node.name()).limit(cores, StagedControlGroup.NO_BYTES);
            }

            @Override
            public void limitMemory(Node node, long bytes) {
                host(node.name()).limit(StagedControlGroup.NO_CORES, bytes);
            }

            @Override
            public void unlimit(Node node) {
                host(node.name()).limit(StagedControlGroup.NO_CORES, StagedControlGroup.NO_BYTES);
            }
        };
    }

    @Override
    public String shellCommand(Node node) {
        throw new UnsupportedOperationException("a staged host has no terminal");
    }

    @Override
    public Node addNode() {
        throw new UnsupportedOperationException("a staged cluster does not grow");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void close() {}

    /** What runs on the hosts of this cluster; n2 leads. */
    public final class StagedSystem
            implements SystemUnderTest, Killable, Stoppable, Pausable, HasClock, HasDisk, HasLeader {
        /** Whether it ever answers again once it was started anew. */
        public boolean answers = true;
        /** What is amiss with the cluster as a whole. */
        public String amiss = "";
        /** How often from now on its process cannot be asked for. */
        public int unseen;
        /** What happens whenever it is asked whether it is well again. */
        public Runnable meanwhile = () -> {};

        @Override
        public String dataDirectory() {
            return "/data";
        }

        @Override
        public String name() {
            return "staged";
        }

        @Override
        public List<Option> options() {
            return List.of();
        }

        @Override
        public Ports ports() {
            return Ports.client(1).peer(2);
        }

        @Override
        public String version(Node node) {
            return "1";
        }

        @Override
        public void start(Node node, Cluster cluster, Options options, boolean fresh) {
            host(node.name()).start();
        }

        @Override
        public boolean ready(Node node) {
            return answers && process(node).isPresent();
        }

        @Override
        public Optional<Process> process(Node node) {
            if (unseen > 0) {
                unseen--;
                throw new ShellException(node + ": connection lost", null);
            }
            return host(node.name()).process();
        }

        @Override
        public String recoveryCriterion() {
            return "every process runs";
        }

        @Override
        public Optional<String> recovered(Cluster cluster, Duration patience) {
            meanwhile.run();
            return Optional.of(amiss).filter(text -> !text.isEmpty());
        }

        @Override
        public List<String> logs() {
            return List.of();
        }

        @Override
        public Optional<Node> leader(Cluster cluster) {
            return Optional.of(node("n2"));
        }
    }
}
