package dev.faultline.systems.redis;

import dev.faultline.harness.cluster.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** What single servers and sentinels say, each asked on a connection of its own: one that stood before a cut would tell of the past. */
final class RedisStatus {

    /**
     * What a server says of itself.
     *
     * @param primary whether it believes to be the primary
     * @param follows the address of its primary; empty when it is one
     * @param linked of a replica, whether its link to its primary stands
     * @param replicas of a primary, the addresses of the replicas that are connected
     */
    record Role(Node node, boolean primary, String follows, boolean linked, List<String> replicas) {
        @Override
        public String toString() {
            return primary ? node + " is a primary" : node + " follows " + follows + (linked ? "" : ", not linked");
        }
    }

    /**
     * What a sentinel says of the primary.
     *
     * @param primary its address
     * @param flags {@code master} and nothing else when it sees nothing amiss
     * @param replicas how many replicas it knows
     * @param others how many other sentinels it knows
     */
    record SentinelView(Node node, String primary, String flags, int replicas, int others) {
        @Override
        public String toString() {
            return "sentinel of " + node + " names " + primary + " (" + flags + ", " + replicas + " replicas, " + others
                    + " other sentinels)";
        }
    }

    Optional<Role> role(Node node, Duration patience) {
        return ask(node, Redis.PORT, patience, jedis -> role(node, jedis.role()));
    }

    /** Whether a reply to ROLE is a primary's. */
    static boolean isPrimary(List<?> reply) {
        return text(reply.get(0)).equals("master");
    }

    private static Role role(Node node, List<Object> reply) {
        if (isPrimary(reply)) {
            List<String> replicas = ((List<?>) reply.get(2))
                    .stream().map(replica -> text(((List<?>) replica).get(0))).toList();
            return new Role(node, true, "", true, replicas);
        }
        boolean linked = text(reply.get(3)).equals("connected");
        return new Role(node, false, text(reply.get(1)), linked, List.of());
    }

    Optional<SentinelView> sentinel(Node node, Duration patience) {
        return ask(node, Redis.SENTINEL_PORT, patience, jedis -> view(node, jedis.sentinelMaster(RedisFiles.GROUP)));
    }

    private static SentinelView view(Node node, Map<String, String> reply) {
        return new SentinelView(
                node,
                reply.getOrDefault("ip", ""),
                reply.getOrDefault("flags", ""),
                Integer.parseInt(reply.getOrDefault("num-slaves", "0")),
                Integer.parseInt(reply.getOrDefault("num-other-sentinels", "0")));
    }

    private static String text(@Nullable Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(reply);
    }

    private static <T> Optional<T> ask(Node node, int port, Duration patience, Function<Jedis, T> question) {
        try (Jedis jedis = RedisConnection.open(node.address(), port, patience)) {
            return Optional.of(question.apply(jedis));
        } catch (JedisException e) {
            return Optional.empty(); // not answering is the answer, and so is an error such as LOADING
        }
    }
}
