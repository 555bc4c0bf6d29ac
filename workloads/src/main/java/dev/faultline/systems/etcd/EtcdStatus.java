package dev.faultline.systems.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.system.TellsRole.Role;
import dev.faultline.harness.system.TellsRole.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What single members say of themselves, asked over etcd's JSON gateway. */
final class EtcdStatus {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code "recovered"} in base 64: a key nobody writes. */
    private static final String READ = "{\"key\":\"cmVjb3ZlcmVk\"}";

    /**
     * One member's view of the cluster.
     *
     * @param member its own id
     * @param leader the id of the member that it believes to lead; "0" for none
     */
    record View(Node node, String member, String leader, long term) {
        boolean leads() {
            return member.equals(leader);
        }

        /** A member that knows of no leader campaigns, or waits for somebody to. */
        Standing standing() {
            return new Standing(leads() ? Role.LEADER : leader.equals("0") ? Role.CANDIDATE : Role.FOLLOWER, term);
        }

        @Override
        public String toString() {
            return node + (leads() ? " leads" : " follows " + leader) + " in term " + term;
        }
    }

    /** Whether the member answers at all, quorum or not. */
    boolean answers(Node node, Duration patience) {
        return ask(node, "/version", "", patience).isPresent();
    }

    /** Whether the member answers a read that went through Raft. */
    boolean readsLinearizably(Node node, Duration patience) {
        return ask(node, "/v3/kv/range", READ, patience)
                .filter(reply -> reply.has("header"))
                .isPresent();
    }

    Optional<View> view(Node node, Duration patience) {
        return ask(node, "/v3/maintenance/status", "{}", patience)
                .filter(reply -> reply.has("header"))
                .map(reply -> new View(
                        node,
                        reply.path("header").path("member_id").asText("0"),
                        reply.path("leader").asText("0"),
                        reply.path("raftTerm").asLong(0)));
    }

    /** A request on a connection of its own: one that stood before a cut would tell of the past. */
    private static Optional<JsonNode> ask(Node node, String path, String body, Duration patience) {
        try {
            HttpURLConnection request = (HttpURLConnection)
                    URI.create(node.url(Etcd.CLIENT_PORT) + path).toURL().openConnection();
            request.setConnectTimeout((int) patience.toMillis());
            request.setReadTimeout((int) patience.toMillis());
            request.setRequestProperty("Connection", "close");
            if (!body.isEmpty()) {
                request.setDoOutput(true);
                request.getOutputStream().write(body.getBytes(UTF_8));
            }
            try (InputStream reply = request.getInputStream()) {
                return Optional.of(JSON.readTree(reply));
            }
        } catch (IOException e) {
            return Optional.empty(); // not answering is the answer
        }
    }
}
