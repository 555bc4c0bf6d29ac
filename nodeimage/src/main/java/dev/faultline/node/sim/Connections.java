package dev.faultline.node.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The clients that wait for answers. A connection's number is its place in a table and how often that place has been given out, so that a
 * number that is not used any more finds nobody.
 */
final class Connections {
    private static final class Place {
        private long uses;
        private int node;
        private @Nullable Consumer<byte[]> answered;
        private @Nullable Runnable broken;
    }

    private final Agenda agenda;
    private final SimulatedNetwork network;
    private final List<Place> places = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();

    Connections(Agenda agenda, SimulatedNetwork network) {
        this.agenda = agenda;
        this.network = network;
    }

    long open(int node, Consumer<byte[]> answered, Runnable broken) {
        Integer known = free.pollLast();
        int at = known == null ? places.size() : known;
        if (known == null) {
            places.add(new Place());
        }
        Place place = places.get(at);
        place.uses++;
        place.node = node;
        place.answered = answered;
        place.broken = broken;
        return place.uses << 24 | at;
    }

    /** Hands a client its answer, and closes. */
    void answer(long client, byte[] frame) {
        Place place = find(client);
        Consumer<byte[]> answered = place == null ? null : place.answered;
        if (answered != null) {
            close(client);
            answered.accept(frame);
        }
    }

    boolean isOpen(long client) {
        return find(client) != null;
    }

    /** Nobody will answer, and the client cannot know. */
    void close(long client) {
        Place place = find(client);
        if (place != null) {
            place.answered = null;
            place.broken = null;
            free.add((int) (client & 0xffffff));
        }
    }

    /** Nobody will answer, and the client is told as soon as the link lets it know. */
    void refuse(long client) {
        Place place = find(client);
        if (place == null) {
            return;
        }
        long told = network.arrivalNanos(place.node, 0);
        if (told < 0) {
            close(client);
        } else {
            // An answer that is on its way may still be first.
            agenda.at(told, () -> tell(client));
        }
    }

    private void tell(long client) {
        Place place = find(client);
        Runnable broken = place == null ? null : place.broken;
        if (broken != null) {
            close(client);
            broken.run();
        }
    }

    /** The node's process has ended, and with it every connection. */
    void broken(int node) {
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            if (place.node == node && place.answered != null) {
                refuse(place.uses << 24 | i);
            }
        }
    }

    private @Nullable Place find(long client) {
        int at = (int) (client & 0xffffff);
        if (client <= 0 || at >= places.size()) {
            return null;
        }
        Place place = places.get(at);
        return place.uses == client >>> 24 && place.answered != null ? place : null;
    }
}
