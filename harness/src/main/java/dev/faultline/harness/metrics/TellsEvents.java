package dev.faultline.harness.metrics;

import dev.faultline.harness.store.NodeEvent;
import java.util.List;

/** A cluster whose nodes tell what happens to them, such as elections. */
public interface TellsEvents {

    /**
     * Everything that was told so far, in order of time.
     *
     * @param originNanos the monotonic clock at the history's time zero
     */
    List<NodeEvent> events(long originNanos);
}
