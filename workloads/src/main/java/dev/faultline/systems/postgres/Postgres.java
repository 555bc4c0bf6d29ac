package dev.faultline.systems.postgres;

import dev.faultline.harness.client.Transactions;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.Killable;
import dev.faultline.harness.system.NodeRange;
import dev.faultline.harness.system.Pausable;
import dev.faultline.harness.system.Processes;
import dev.faultline.harness.system.SystemUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * PostgreSQL, one server without replicas, as its defaults make it: every commit is synced before it is acknowledged.
 *
 * <p>A kill hits the first process, the postmaster. The processes that serve sessions end by themselves when they notice, and may
 * finish what they are at before; the server can only be started again after the last of them. A pause hits all: of the postmaster
 * alone it would stop no session. One asked to end waits for all sessions, an ability that this system does not claim.
 */
public final class Postgres implements SystemUnderTest, Killable, Pausable, Transactions.Offered {
    static final int PORT = 5432;
    private static final String LOG = "/var/log/faultline/postgres.log";
    private static final Duration GLANCE = Duration.ofMillis(700);

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Optional<String> image() {
        return Optional.of("postgres");
    }

    @Override
    public List<Option> options() {
        return List.of(Option.oneOf(
                "isolation",
                "the isolation level of every transaction",
                "serializable",
                "repeatable-read",
                "read-committed"));
    }

    @Override
    public NodeRange nodes() {
        return NodeRange.ONE;
    }

    @Override
    public Ports ports() {
        return Ports.client(PORT);
    }

    /** {@code postgres (PostgreSQL) 15.18 (Debian ...)}. */
    @Override
    public String version(Node node) {
        return node.shell()
                .exec(PostgresScripts.PROGRAM, "--version")
                .orThrow()
                .replaceFirst("(?s).*PostgreSQL\\) (\\S+).*", "$1");
    }

    @Override
    public void start(Node node, Cluster cluster, Options options, boolean fresh) {
        node.shell().daemon(LOG, List.of("sh", "-c", fresh ? PostgresScripts.first() : PostgresScripts.again()));
    }

    @Override
    public boolean ready(Node node) {
        return amiss(node, GLANCE).isEmpty();
    }

    /** The postmaster: processes of sessions are younger, and but for their first moments go by other names. */
    @Override
    public Optional<Process> process(Node node) {
        return Processes.oldest(node, PostgresScripts.COMMAND);
    }

    /** Sessions and background work: the postmaster has started each of them. */
    @Override
    public List<Process> others(Node node, Process postmaster) {
        return Processes.children(node, postmaster);
    }

    @Override
    public String recoveryCriterion() {
        return "the server answers a query";
    }

    @Override
    public Optional<String> recovered(Cluster cluster, Duration patience) {
        return cluster.nodes().stream()
                .flatMap(node -> amiss(node, patience).map(why -> node + ": " + why).stream())
                .findFirst();
    }

    private static Optional<String> amiss(Node node, Duration patience) {
        try (PostgresTransactions transactions =
                new PostgresTransactions(node.address(), PORT, Isolation.READ_COMMITTED, patience)) {
            transactions.transact(transaction -> transaction.read(List.of(0L)));
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            return Optional.of(e.toString());
        }
    }

    @Override
    public List<String> logs() {
        return List.of(LOG);
    }

    @Override
    public Transactions transactions(Node node, Options options, Duration timeout) throws SQLException {
        String level = options.get("isolation").replace('-', '_').toUpperCase(Locale.ROOT);
        return new PostgresTransactions(node.address(), PORT, Isolation.valueOf(level), timeout);
    }
}
