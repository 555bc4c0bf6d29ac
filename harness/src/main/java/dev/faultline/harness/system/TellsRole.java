package dev.faultline.harness.system;

import dev.faultline.harness.cluster.Node;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A system whose nodes can be asked one by one what they take themselves for. Two may take themselves for the leader. */
public interface TellsRole {

    /** What a node takes itself for. */
    enum Role {
        LEADER,
        FOLLOWER,
        /** It knows of no leader. */
        CANDIDATE
    }

    /**
     * A node's own view.
     *
     * @param term its term or epoch, where there is such
     */
    record Standing(Role role, @Nullable Long term) {}

    /** What the node says of itself now; empty when it does not answer, within a second. */
    Optional<Standing> standing(Node node);
}
