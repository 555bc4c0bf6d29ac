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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * Loss in force, proved by numbered datagrams: on every lossy link as many were lost as chance allows for the probability asked, and
 * hardly any before and after; on every other link hardly any all the while. Datagrams, for TCP hides what was lost.
 */
final class LossInjection implements Injection {
    private static final long BEFORE_NANOS = Duration.ofSeconds(1).toNanos();

    /** As long as this, a link that still lost three in ten would hardly ever look whole. */
    private static final long AFTER_NANOS = Duration.ofSeconds(3).toNanos();

    /** A datagram sent just before an edge may arrive just after it. */
    private static final long EDGE_NANOS = Duration.ofMillis(100).toNanos();

    /** Fewer than this on a link show nothing about it. */
    private static final int ENOUGH = 8;

    /** With at least so many losses expected on a link, {@link #DEVIATIONS} below that is still more than none. */
    private static final int LOSSES_EXPECTED = 25;

    /** Standard deviations of the binomial distribution: chance goes beyond on one link in 1,700,000. */
    private static final int DEVIATIONS = 5;

    private static final Duration PACE = Duration.ofMillis(100);

    private final Field field;
    private final Network network;
    private final Loss loss;
    private final SortedSet<Link> others;
    private final long began;
    private final long stood;
    private long healing;
    private long healed;

    LossInjection(Field field, Loss loss) {
        this.field = field;
        this.network = field.cluster().network();
        this.loss = loss;
        this.others = Links.all(field.cluster().names());
        this.others.removeAll(loss.links());
        this.began = field.clock().nanos();
        network.lose(loss.links(), loss.probability());
        this.stood = field.clock().nanos();
    }

    @Override
    public void observe() {
        healing = field.clock().nanos();
    }

    @Override
    public void heal() {
        network.unlose(loss.links());
        healed = field.clock().nanos();
    }

    @Override
    public Evidence evidence() {
        Traffic before = network.traffic(began - BEFORE_NANOS, began - EDGE_NANOS / 2);
        Traffic during = network.traffic(stood, healing);
        Traffic after = afterwards();
        List<String> left = network.inForce();
        boolean proved = left.isEmpty()
                && all(
                        loss.links(),
                        link -> asAsked(during.on(link)) && whole(before.on(link)) && whole(after.on(link)))
                && all(others, link -> whole(during.on(link)));
        return new Evidence(
                proved,
                stood,
                healing,
                "numbered datagrams on every directed link",
                summary(before, during, after, left),
                Map.of(
                        "askedPercent", 100 * loss.probability(),
                        "measuredPercent", percentLost(Datagrams.total(during, loss.links())),
                        "datagrams", Datagrams.matrix(field.cluster().names(), before, during, after)));
    }

    private String summary(Traffic before, Traffic during, Traffic after, List<String> left) {
        Traffic.Count lossy = Datagrams.total(during, loss.links());
        return String.format(Locale.ROOT, "%.1f %% of %d datagrams were lost, asked ", percentLost(lossy), lossy.sent())
                + Math.round(100 * loss.probability()) + " %, "
                + (others.isEmpty() ? "" : Datagrams.total(during, others) + " arrived elsewhere; ")
                + "before it " + Datagrams.total(before, loss.links()) + " arrived, after it "
                + Datagrams.total(after, loss.links())
                + (left.isEmpty() ? "" : "; still in force: " + String.join(", ", left));
    }

    private Traffic afterwards() {
        long from = healed + EDGE_NANOS;
        long to = from + AFTER_NANOS;
        Await.until(
                field.clock(),
                Duration.ofNanos(AFTER_NANOS).plusSeconds(3),
                PACE,
                () -> field.clock().nanos() >= to + EDGE_NANOS);
        return network.traffic(from, to);
    }

    private boolean asAsked(Traffic.Count count) {
        double expected = count.sent() * loss.probability();
        double deviation = Math.sqrt(expected * (1 - loss.probability()));
        double lost = count.sent() - count.arrived();
        return expected >= LOSSES_EXPECTED && Math.abs(lost - expected) <= DEVIATIONS * deviation;
    }

    /** One datagram may go astray on its own, or one in ten on a busy machine. */
    private static boolean whole(Traffic.Count count) {
        return count.sent() >= ENOUGH && count.sent() - count.arrived() <= Math.max(1, count.sent() / 10);
    }

    private static double percentLost(Traffic.Count count) {
        return count.sent() == 0 ? 0 : Math.round(1000.0 * (count.sent() - count.arrived()) / count.sent()) / 10.0;
    }

    private static boolean all(SortedSet<Link> links, Predicate<Link> condition) {
        return links.stream().allMatch(condition);
    }
}
