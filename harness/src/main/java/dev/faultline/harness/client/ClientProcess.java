package dev.faultline.harness.client;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/** One logical process's connection. Used by one Java thread at a time; closed when the process ends. */
@SuppressWarnings("try") // close() may be interrupted, as when the run ends
public interface ClientProcess extends AutoCloseable {

    /**
     * Performs {@code invocation} and waits for its end. Sends it at most once.
     *
     * @throws DefiniteFailure when nothing happened and nothing will
     * @throws Exception when it is unknown whether anything happened
     */
    Completion invoke(Invocation invocation) throws Exception;

    /** Opens the connections of a run. */
    interface Factory {

        /**
         * @param process the new process
         * @param thread the thread that carries it
         * @throws Exception when there is no connection to be had; the invocation that needed it has then not been sent
         */
        ClientProcess open(long process, int thread) throws Exception;
    }
}
