package dev.faultline.node.sim;

import dev.faultline.node.Env;
import java.util.ArrayList;
import java.util.List;

/** All observers of a world, in the order in which they came. */
final class Observers implements Observer {
    private final List<Observer> all = new ArrayList<>();

    void add(Observer observer) {
        all.add(observer);
    }

    @Override
    public void told(long nanos, int node, Env.Event event) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).told(nanos, node, event);
        }
    }

    @Override
    public void sent(long nanos, int from, int to, long packet, byte[] message) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).sent(nanos, from, to, packet, message);
        }
    }

    @Override
    public void delivered(long nanos, int from, int to, long packet, byte[] message) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).delivered(nanos, from, to, packet, message);
        }
    }

    @Override
    public void dropped(long nanos, int from, int to, long packet, byte[] message, Drop reason) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).dropped(nanos, from, to, packet, message, reason);
        }
    }

    @Override
    public void started(long nanos, int node, long incarnation) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).started(nanos, node, incarnation);
        }
    }

    @Override
    public void changed(long nanos, int node, long incarnation, String how) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).changed(nanos, node, incarnation, how);
        }
    }
}
