package dev.faultline.systems.leader;

import dev.faultline.harness.client.Counters;
import dev.faultline.harness.client.Locks;
import dev.faultline.harness.client.Memberships;
import dev.faultline.harness.client.Queues;
import dev.faultline.harness.client.Registers;
import dev.faultline.harness.client.Sets;
import dev.faultline.harness.client.Tasks;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
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
import dev.faultline.harness.system.TellsRole;
import dev.faultline.node.NodeView;
import dev.faultline.node.protocol.MemberRequest;
import dev.faultline.systems.reference.ReferenceHost;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our own single-leader cluster, in which Raft decides who leads and what is in the log. */
public final class SingleLeader
        implements SystemUnderTest,
                Killable,
                Stoppable,
                Pausable,
                HasLeader,
                TellsRole,
                HasClock,
                HasDisk,
                ChangesMembership,
                Registers.Offered,
                Sets.Offered,
                Counters.Offered,
                Queues.Offered,
                Locks.Offered,
                Tasks.Offered,
                Memberships.Offered {
    private static final Logger LOG = LoggerFactory.getLogger(SingleLeader.class);
    private static final int CLIENT_PORT = 7000;
    private static final int PEER_PORT = 7001;
    private static final String LOG_FILE = "/var/log/single-leader.log";
    private static final Duration GLANCE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "single-leader";
    }

    @Override
    public List<String> providers() {
        return List.of("sim");
    }

    @Override
    public List<Option> options() {
        return ProgramOptions.all();
    }

    @Override
    public void requireConsistent(Options options) {
        ProgramOptions.requireConsistent(options);
    }

    @Override
    public Ports ports() {
        return Ports.client(CLIENT_PORT).peer(PEER_PORT);
    }

    static String address(int node) {
        return "n" + node + ":" + PEER_PORT;
    }

    @Override
    public String version(Node node) {
        return ProgramVersion.current();
    }

    @Override
    public void start(Node node, Cluster cluster, Options options, boolean fresh) {
        SortedMap<Integer, String> members = new TreeMap<>();
        cluster.nodes().stream()
                .filter(member -> !cluster.spares().contains(member))
                .forEach(member -> members.put(number(member), address(number(member))));
        ReferenceHost.of(node).launch(ProgramOptions.program(number(node), members, options), fresh);
    }

    /** The number in a node's name. */
    static int number(Node node) {
        return Integer.parseInt(node.name().substring(1));
    }

    @Override
    public boolean ready(Node node) {
        return ReferenceHost.of(node).view().isPresent();
    }

    @Override
    public Optional<Process> process(Node node) {
        return ReferenceHost.of(node).process();
    }

    @Override
    public Optional<Standing> standing(Node node) {
        return ReferenceHost.of(node).view().map(view -> new Standing(role(view), view.term()));
    }

    private static Role role(NodeView view) {
        return switch (view.role().toLowerCase(Locale.ROOT)) {
            case "leader" -> Role.LEADER;
            case "follower", "learner" -> view.leader() == 0 ? Role.CANDIDATE : Role.FOLLOWER;
            default -> Role.CANDIDATE;
        };
    }

    @Override
    public Optional<Node> leader(Cluster cluster) {
        return cluster.nodes().stream()
                .filter(node ->
                        standing(node).filter(s -> s.role() == Role.LEADER).isPresent())
                .max(Comparator.comparingLong(node ->
                        ReferenceHost.of(node).view().map(NodeView::term).orElse(0L)));
    }

    @Override
    public String recoveryCriterion() {
        return Recovery.CRITERION;
    }

    @Override
    public Optional<String> recovered(Cluster cluster, Duration patience) {
        return new Recovery(this, cluster, patience).missing();
    }

    @Override
    public Optional<SortedSet<String>> members(Node teller, Cluster cluster) {
        LeaderClient client = client(teller, GLANCE, false);
        try {
            SortedSet<String> names = new TreeSet<>();
            Values.numbers(client.ask(new MemberRequest.Members())).forEach(number -> names.add("n" + number));
            return Optional.of(names);
        } catch (Exception e) {
            LOG.debug("{} does not tell the members", teller, e);
            return Optional.empty();
        } finally {
            client.close();
        }
    }

    @Override
    public void removeMember(Node member, Node asked) {
        change(asked, new MemberRequest.Remove(number(member)));
    }

    @Override
    public void addMember(Node newcomer, Node asked, Options options) {
        ReferenceHost.of(newcomer).launch(ProgramOptions.program(number(newcomer), new TreeMap<>(), options), true);
        change(asked, new MemberRequest.Add(number(newcomer), address(number(newcomer))));
    }

    private static void change(Node asked, MemberRequest request) {
        LeaderClient client = client(asked, Duration.ofSeconds(5), false);
        try {
            client.ask(request);
        } catch (Exception e) {
            throw new ShellException(asked + ": " + request + ": " + e.getMessage(), e);
        } finally {
            client.close();
        }
    }

    @Override
    public boolean hasCaughtUp(Node node) {
        return Recovery.reads(node, GLANCE);
    }

    @Override
    public List<String> logs() {
        return List.of(LOG_FILE);
    }

    @Override
    public String dataDirectory() {
        return "/var/lib/single-leader";
    }

    static LeaderClient client(Node node, Duration timeout, boolean resends) {
        return new LeaderClient(ReferenceHost.of(node).connect(), timeout, resends);
    }

    @Override
    public Registers registers(Node node, Options options, Duration timeout) {
        return new LeaderRegisters(client(node, timeout, false));
    }

    @Override
    public Memberships memberships(Node node, Options options, Duration timeout) {
        return new LeaderRegisters(client(node, timeout, false));
    }

    @Override
    public Sets sets(Node node, Options options, Duration timeout) {
        return new LeaderSets(client(node, timeout, false));
    }

    @Override
    public Counters counters(Node node, Options options, Duration timeout) {
        return new LeaderCounters(
                client(node, timeout, options.all().getOrDefault("resend", "no").equals("yes")));
    }

    @Override
    public Queues queues(Node node, Options options, Duration timeout) {
        return new LeaderQueues(client(node, timeout, false));
    }

    @Override
    public Locks locks(Node node, Options options, Duration timeout) {
        return new LeaderLocks(client(node, timeout, false));
    }

    @Override
    public Tasks tasks(Node node, Options options, Duration timeout) {
        return new LeaderTasks(client(node, timeout, false));
    }
}
