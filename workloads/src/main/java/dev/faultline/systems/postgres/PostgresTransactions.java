package dev.faultline.systems.postgres;

import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.client.Transactions;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Transactions over one connection. The driver sends each statement once: it repeats one only within savepoints, which are off. */
final class PostgresTransactions implements Transactions {
    /**
     * By which the server says that it has aborted the transaction, at a commit too: serialization failure, deadlock. After other
     * errors, and where the connection broke, it may have committed.
     */
    private static final Set<String> ABORTED = Set.of("40001", "40P01");

    private final Connection connection;

    /** @throws SQLException when there is no connection in time, or the server refuses it */
    PostgresTransactions(String address, int port, Isolation isolation, Duration timeout) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        String seconds = Long.toString(Math.max(1, timeout.plusMillis(999).toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        this.connection =
                DriverManager.getConnection("jdbc:postgresql://" + address + ":" + port + "/postgres", properties);
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(Math.max(1, timeout.toMillis())));
            connection.setTransactionIsolation(isolation.level);
            connection.setAutoCommit(false);
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public <T> T transact(Body<T> body) throws Exception {
        try {
            T result;
            try {
                result = body.in(new Statements());
            } catch (Exception e) {
                rollBack(e);
                throw e;
            }
            connection.commit();
            return result;
        } catch (SQLException e) {
            if (ABORTED.contains(e.getSQLState())) {
                throw new DefiniteFailure(e.getSQLState() + " " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** A connection on which this fails is of no use any more, as the next call on it will tell. */
    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private final class Statements implements Transaction {

        @Override
        public Map<Long, Long> read(Collection<Long> rows) throws SQLException {
            Array ids = connection.createArrayOf("bigint", rows.toArray());
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id, value FROM rows WHERE id = ANY (?)")) {
                select.setArray(1, ids);
                Map<Long, Long> values = new HashMap<>();
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        values.put(found.getLong(1), found.getLong(2));
                    }
                }
                return values;
            }
        }

        @Override
        public void write(long row, long value) throws SQLException {
            try (PreparedStatement upsert = connection.prepareStatement(
                    "INSERT INTO rows VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value")) {
                upsert.setLong(1, row);
                upsert.setLong(2, value);
                upsert.executeUpdate();
            }
        }

        @Override
        public List<Long> list(long list) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement("SELECT elements FROM lists WHERE id = ?")) {
                select.setLong(1, list);
                try (ResultSet found = select.executeQuery()) {
                    return found.next() ? List.of((Long[]) found.getArray(1).getArray()) : List.of();
                }
            }
        }

        @Override
        public void append(long list, long element) throws SQLException {
            try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO lists VALUES (?, ARRAY[?])"
                    + " ON CONFLICT (id) DO UPDATE SET elements = lists.elements || excluded.elements")) {
                upsert.setLong(1, list);
                upsert.setLong(2, element);
                upsert.executeUpdate();
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection could not be closed", e);
        }
    }
}
