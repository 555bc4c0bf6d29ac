package dev.faultline.harness.client;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.option.Options;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Numbered rows with a value each, and numbered lists of elements, read and written in transactions, as one node serves them. {@link DefiniteFailure}: nothing
 * happened. Any other exception: unknown.
 */
public interface Transactions extends Service {

    /**
     * Runs a transaction once and commits it, unless the body throws: then it is rolled back, and what was thrown is thrown on.
     * Nothing is tried a second time.
     *
     * @return what the body returned
     * @throws DefiniteFailure when the system says that it has aborted the transaction, as for a conflict or a deadlock
     */
    <T> T transact(Body<T> body) throws Exception;

    /** What a transaction does. */
    @FunctionalInterface
    interface Body<T> {
        T in(Transaction transaction) throws Exception;
    }

    /** One transaction under way. */
    interface Transaction {

        /** The values of these rows, read in one statement; those rows that do not exist are left out. */
        Map<Long, Long> read(Collection<Long> rows) throws Exception;

        /** Sets a row's value, whatever it was; makes the row where there is none. */
        void write(long row, long value) throws Exception;

        /** The elements of that list, in the order in which they were appended; empty for one that nobody appended to. */
        List<Long> list(long list) throws Exception;

        /** Appends to that list, in one statement. */
        void append(long list, long element) throws Exception;
    }

    /** A system that offers transactions. */
    interface Offered {

        /** A connection to that node alone, which sends each request at most once and gives up on it after {@code timeout}. */
        Transactions transactions(Node node, Options options, Duration timeout) throws Exception;
    }
}
