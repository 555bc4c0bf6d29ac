package dev.faultline.node.machine;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.Response.Unknown;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Client sessions (dissertation, section 6.3): a command that comes twice is performed once, and answered with what it then resulted
 * in. A session ends when its client says so, when it was not used for long, or when there are too many: by the machine's time and by
 * number alone, so everywhere at the same command.
 */
final class Sessions {
    private final TreeMap<Long, Session> sessions = new TreeMap<>();
    private final TreeMap<String, Long> byToken = new TreeMap<>();
    private final Limits limits;
    private final boolean recording;

    /**
     * When sessions end unasked.
     *
     * @param idleNanos of the machine's time without a command
     * @param sessions so many at most; the one unused for longest goes first
     */
    record Limits(long idleNanos, int sessions) {
        static final Limits USUAL = new Limits(600_000_000_000L, 10_000);
    }

    Sessions(Limits limits, boolean recording) {
        this.limits = limits;
        this.recording = recording;
    }

    /** The number of the session with this token: a new one, which is the entry's index, or the one there is. */
    Response open(long index, String token, long timeNanos) {
        Long there = byToken.get(token);
        if (there != null) {
            session(there).ifPresent(session -> session.use(timeNanos));
            return Ok.of(there);
        }
        if (sessions.size() >= limits.sessions) {
            sessions.entrySet().stream()
                    .min(Comparator.comparingLong(
                            (Map.Entry<Long, Session> each) -> each.getValue().usedNanos()))
                    .ifPresent(longest -> close(longest.getKey()));
        }
        sessions.put(index, new Session(token, timeNanos));
        byToken.put(token, index);
        return Ok.of(index);
    }

    Response close(long number) {
        Session session = sessions.remove(number);
        if (session != null) {
            byToken.remove(session.token);
        }
        return Ok.NOTHING;
    }

    /** Performs a command, or does not because it was performed before. */
    Response perform(Command command, long timeNanos, Supplier<Response> operation) {
        if (command.session() == 0 || !recording) {
            return operation.get();
        }
        Optional<Session> found = session(command.session());
        if (found.isEmpty()) {
            // It may have been performed while the session lasted.
            return new Unknown("there is no session " + command.session());
        }
        Session session = found.get();
        session.use(timeNanos);
        return session.recorded(command.sequence()).orElseGet(() -> {
            Response result = operation.get();
            session.record(command.sequence(), result);
            return result;
        });
    }

    /** Ends those that were not used for too long. */
    void expire(long timeNanos) {
        sessions.entrySet().stream()
                .filter(each -> timeNanos - each.getValue().usedNanos() > limits.idleNanos)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::close);
    }

    int size() {
        return sessions.size();
    }

    private Optional<Session> session(long number) {
        return Optional.ofNullable(sessions.get(number));
    }

    void save(ByteWriter to) {
        to.varint(sessions.size());
        sessions.forEach((number, session) -> {
            to.varint(number);
            session.save(to);
        });
    }

    void load(ByteReader from) {
        sessions.clear();
        byToken.clear();
        for (int left = from.count(); left > 0; left--) {
            long number = from.varint();
            Session session = Session.load(from);
            sessions.put(number, session);
            byToken.put(session.token, number);
        }
    }
}
