package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.Traffic;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * A cut in force, proved by numbered datagrams: on every cut link they arrived before, none that was sent while it stood arrived,
 * and they arrive again after; on every other link most of them arrived all the while. A TCP connect would show no direction.
 */
final class CutInjection implements Injection {
    /** How much of the time before and after is looked at. */
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    /** A datagram sent just before an edge may arrive just after it. */
    private static final long EDGE_NANOS = Duration.ofMillis(100).toNanos();

    /** Fewer than this on a link prove nothing. */
    private static final int ENOUGH = 8;

    private static final Duration PACE = Duration.ofMillis(100);

    private final Field field;
    private final Network network;
    private final Cut cut;
    private final SortedSet<Link> others;
    private final long began;
    private final long stood;
    private long healing;
    private long healed;
    private long dropped;

    CutInjection(Field field, Cut cut) {
        this.field = field;
        this.network = field.cluster().network();
        this.cut = cut;
        this.others = Links.all(field.cluster().names());
        this.others.removeAll(cut.links());
        this.began = field.clock().nanos();
        network.cut(cut.links());
        this.stood = field.clock().nanos();
    }

    @Override
    public void observe() {
        dropped = network.dropped(cut.links());
        healing = field.clock().nanos();
    }

    @Override
    public void heal() {
        network.mend(cut.links());
        healed = field.clock().nanos();
    }

    @Override
    public Evidence evidence() {
        Traffic before = network.traffic(began - LOOK_NANOS, began - EDGE_NANOS / 2);
        Traffic during = network.traffic(stood, healing);
        Traffic after = afterwards();
        boolean gone = all(
                cut.links(),
                link -> during.on(link).sent() >= ENOUGH
                        && during.on(link).arrived() == 0
                        && passes(before, link)
                        && passes(after, link));
        boolean restLives = all(others, link -> passes(during, link));
        Traffic.Count lost = Datagrams.total(during, cut.links());
        Traffic.Count kept = Datagrams.total(during, others);
        String summary = lost + " datagrams came through the cut" + (others.isEmpty() ? "" : ", " + kept + " elsewhere")
                + "; before it " + Datagrams.total(before, cut.links()) + ", after it "
                + Datagrams.total(after, cut.links())
                + "; the rules dropped " + dropped + " packets";
        return new Evidence(
                gone && restLives && dropped > 0,
                stood,
                healing,
                "numbered datagrams on every directed link, and the rules' own counters",
                summary,
                Map.of(
                        "datagrams",
                        Datagrams.matrix(field.cluster().names(), before, during, after),
                        "droppedPackets",
                        dropped));
    }

    /** Watches until enough datagrams were sent after the heal, then leaves the last of them time to arrive. */
    private Traffic afterwards() {
        long from = healed + EDGE_NANOS;
        Await.until(
                field.clock(),
                Duration.ofSeconds(3),
                PACE,
                () -> field.clock().nanos() >= from + LOOK_NANOS + EDGE_NANOS
                        || all(
                                cut.links(),
                                link -> network.traffic(from, from + LOOK_NANOS)
                                                .on(link)
                                                .arrived()
                                        >= ENOUGH));
        return network.traffic(from, Math.min(from + LOOK_NANOS, field.clock().nanos() - EDGE_NANOS));
    }

    private static boolean passes(Traffic traffic, Link link) {
        Traffic.Count count = traffic.on(link);
        return count.sent() >= ENOUGH / 2 && 2 * count.arrived() >= count.sent();
    }

    private static boolean all(SortedSet<Link> links, Predicate<Link> condition) {
        return links.stream().allMatch(condition);
    }
}
