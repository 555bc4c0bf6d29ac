package dev.faultline.replay;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Fate;
import dev.faultline.node.Env;
import dev.faultline.node.sim.Drop;
import dev.faultline.node.sim.Observer;
import dev.faultline.node.sim.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what goes on in a world: the messages of a window, and all events. A message is put into words only within the window,
 * which keeps the rest of the run as fast as it is unwatched.
 */
final class Tracer implements Observer {
    /** When there are more, the oldest are forgotten. */
    static final int MESSAGES_MAX = 6_000;

    static final int EVENTS_MAX = 5_000;

    private final World world;
    private final Window window;
    private final long origin;
    private final Deque<Sent> messages = new ArrayDeque<>();
    private final Map<Long, Sent> underWay = new HashMap<>();
    private final Deque<StoryRecord.Event> events = new ArrayDeque<>();

    /** @param origin the world's time when the history's clock was 0, in nanoseconds */
    Tracer(World world, Window window, long origin) {
        this.world = world;
        this.window = window;
        this.origin = origin;
    }

    /** A message that left, and what became of it. */
    private static final class Sent {
        private final long at;
        private final int from;
        private final int to;
        private final long packet;
        private final String text;
        private Fate fate = Fate.DELIVERED;
        private @Nullable Long arrived;

        private Sent(long at, int from, int to, long packet, String text) {
            this.at = at;
            this.from = from;
            this.to = to;
            this.packet = packet;
            this.text = text;
        }
    }

    @Override
    public void sent(long nanos, int from, int to, long packet, byte[] message) {
        long at = nanos - origin;
        if (window.contains(at)) {
            Sent sent = new Sent(at, from, to, packet, MessageWords.of(world, from, to, message));
            underWay.put(packet, sent);
            keep(sent);
        }
    }

    private void keep(Sent sent) {
        messages.add(sent);
        if (messages.size() > MESSAGES_MAX) {
            underWay.remove(messages.remove().packet);
        }
    }

    @Override
    public void delivered(long nanos, int from, int to, long packet, byte[] message) {
        Sent sent = underWay.get(packet);
        if (sent == null) {
            return;
        }
        if (sent.arrived != null) {
            Sent again = new Sent(sent.at, from, to, packet, sent.text);
            again.fate = Fate.DUPLICATE;
            again.arrived = nanos - origin;
            messages.add(again);
            return;
        }
        sent.arrived = nanos - origin;
        sent.fate = Fate.DELIVERED;
    }

    @Override
    public void dropped(long nanos, int from, int to, long packet, byte[] message, Drop reason) {
        Sent sent = underWay.get(packet);
        if (sent != null && sent.arrived == null) {
            sent.fate = switch (reason) {
                case CUT -> Fate.CUT;
                case LOSS, OVERFLOW -> Fate.LOST;
                case DOWN -> Fate.DOWN;
            };
        }
    }

    @Override
    public void told(long nanos, int node, Env.Event event) {
        event(nanos, node, event.kind(), words(event));
    }

    /** What the program says without the kind, which is said anyway, and nodes by name: a term may have the number of a node. */
    private static String words(Env.Event event) {
        String said = event.detail();
        String rest = said.startsWith(event.kind() + " ")
                ? said.substring(event.kind().length() + 1)
                : said;
        String subject = Integer.toString(event.subject());
        boolean bare = event.subject() > 0
                && (rest.equals(subject) || rest.endsWith(" " + subject))
                && !rest.endsWith("term " + subject);
        return bare ? rest.substring(0, rest.length() - subject.length()) + name(event.subject()) : rest;
    }

    @Override
    public void started(long nanos, int node, long incarnation) {
        event(nanos, node, "starts", "process " + incarnation);
    }

    @Override
    public void changed(long nanos, int node, long incarnation, String how) {
        String kind = how.equals("paused") ? "pauses" : how.equals("resumed") ? "resumes" : "crashes";
        event(nanos, node, kind, "process " + incarnation + " " + how);
    }

    private void event(long nanos, int node, String kind, String text) {
        if (nanos - origin > window.until()) {
            return;
        }
        events.add(new StoryRecord.Event(nanos - origin, name(node), kind, text));
        if (events.size() > EVENTS_MAX) {
            events.remove();
        }
    }

    /** In the order in which they left. */
    List<StoryRecord.Message> messages() {
        List<StoryRecord.Message> told = new ArrayList<>();
        for (Sent sent : messages) {
            told.add(new StoryRecord.Message(
                    sent.at, sent.arrived, name(sent.from), name(sent.to), sent.text, sent.fate));
        }
        return told;
    }

    /** In order. */
    List<StoryRecord.Event> events() {
        return List.copyOf(events);
    }

    private static String name(int node) {
        return node == 0 ? StoryRecord.CLIENTS : "n" + node;
    }
}
