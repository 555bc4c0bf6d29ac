package dev.faultline.systems.reference;

import dev.faultline.harness.time.Reply;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's connection to one node. What is sent may be lost, with its answer. */
public interface Connection extends AutoCloseable {

    /** Nobody else's in this run. */
    String name();

    /**
     * Sends a frame; each frame that comes back is given to whoever listens last.
     *
     * @param broken called when it is seen that there will be no answer; that nothing happened is not thereby said
     */
    void send(byte[] frame, Runnable broken);

    /** Who hears the frames that come back. */
    void listen(Consumer<byte[]> listener);

    /** Calls {@code action} after so long. */
    void after(Duration time, Runnable action);

    /**
     * Waits for what a request brings.
     *
     * @param request is made once; gives what came of it to the consumer that it is handed
     * @throws Exception what the reply tells of; a {@link java.util.concurrent.TimeoutException} when there is none in time
     */
    <T extends @Nullable Object> T await(Duration timeout, Consumer<Consumer<Reply<T>>> request) throws Exception;

    @Override
    void close();
}
