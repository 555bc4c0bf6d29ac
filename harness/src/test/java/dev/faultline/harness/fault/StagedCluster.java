package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.cluster.Resources;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.ChangesMembership;
import dev.faultline.harness.system.HasClock;
import dev.faultline.harness.system.HasDisk;
import dev.faultline.harness.system.HasLeader;
import dev.faultline.harness.system.Killable;
import dev.faultline.harness.system.Pausable;
import dev.faultline.harness.system.Stoppable;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A cluster in memory on which a system called staged runs everywhere: the stage for faults, with the flaws that a test gives it. */
public final class StagedCluster implements Cluster {
    public final StagedClock clock = new StagedClock();
    public final StagedNetwork network;
    public final StagedSystem system = new StagedSystem();
    public final Field field;
    private final Map<String, StagedHost> hosts = new LinkedHashMap<>();
    private final List<Node> nodes;
    private final List<Node> spares = new ArrayList<>();

    public StagedCluster(int size) {
        List<String> names =
                IntStream.rangeClosed(1, size).mapToObj(i -> "n" + i).toList();
        names.forEach(name -> hosts.put(name, new StagedHost(name, clock)));
        nodes = new CopyOnWriteArrayList<>(names.stream().map(this::standing).toList());
        network = new StagedNetwork(clock, names);
        hosts.values().forEach(StagedHost::start);
        system.members.addAll(names);
        field = new Field(this, system, Options.resolve(List.of(), Map.of()), clock);
    }

    private Node standing(String name) {
        return new Node(name, name + ".test", host(name));
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
        return List.copyOf(nodes);
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
        String name = "n" + (hosts.size() + 1);
        hosts.put(name, new StagedHost(name, clock));
        Node node = standing(name);
        spares.add(node);
        nodes.add(node);
        return node;
    }

    @Override
    public List<Node> spares() {
        return List.copyOf(spares);
    }

    @Override
    public void retire(Node spare) {
        nodes.remove(spare);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void close() {}

    /** What runs on the hosts of this cluster; n2 leads. */
    public final class StagedSystem
            implements SystemUnderTest, Killable, Stoppable, Pausable, HasClock, HasDisk, HasLeader, ChangesMembership {
        /** Whether it ever answers again once it was started anew. */
        public boolean answers = true;
        /** What is amiss with the cluster as a whole. */
        public String amiss = "";

        /** How often somebody looked whether it has recovered. */
        public int looks;
        /** How often from now on its process cannot be asked for. */
        public int unseen;
        /** The nodes that belong to the cluster. */
        public final SortedSet<String> members = new TreeSet<>();
        /** Whether it takes nobody in and lets nobody go, though it says so. */
        public boolean onlySaysSo;
        /** How often from now on it refuses to change its members. */
        public int refusals;
        /** A node that tells of what was when it went deaf. */
        public Map<String, SortedSet<String>> deaf = new HashMap<>();
        /** Whether a process goes on when its node is removed. */
        public boolean staysWhenRemoved;
        /** Whether newcomers never catch up. */
        public boolean lagsBehind;
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
        public List<Process> others(Node node, Process first) {
            return host(node.name()).workers.keySet().stream()
                    .map(pid -> new Process(pid, 1))
                    .toList();
        }

        @Override
        public String recoveryCriterion() {
            return "every process runs";
        }

        @Override
        public Optional<String> recovered(Cluster cluster, Duration patience) {
            looks++;
            meanwhile.run();
            return Optional.of(amiss).filter(text -> !text.isEmpty());
        }

        @Override
        public List<String> logs() {
            return List.of();
        }

        @Override
        public Optional<SortedSet<String>> members(Node teller, Cluster cluster) {
            return process(teller).map(p -> deaf.getOrDefault(teller.name(), new TreeSet<>(members)));
        }

        private void refuse() {
            if (refusals > 0) {
                refusals--;
                throw new ShellException("staged: unhealthy cluster", null);
            }
        }

        @Override
        public void removeMember(Node member, Node asked) {
            refuse();
            if (!onlySaysSo) {
                members.remove(member.name());
            }
            if (!staysWhenRemoved) {
                host(member.name()).crash();
            }
        }

        @Override
        public void addMember(Node newcomer, Node asked, Options options) {
            refuse();
            if (!onlySaysSo) {
                members.add(newcomer.name());
            }
            host(newcomer.name()).start();
        }

        @Override
        public boolean hasCaughtUp(Node node) {
            return !lagsBehind && process(node).isPresent();
        }

        @Override
        public Optional<Node> leader(Cluster cluster) {
            return Optional.of(node("n2"));
        }
    }
}
