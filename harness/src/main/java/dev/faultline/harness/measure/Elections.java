package dev.faultline.harness.measure;

import dev.faultline.harness.store.ElectionFigures;
import dev.faultline.harness.store.ElectionFigures.OfFault;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.NodeEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Measures detection and election by what nodes said of themselves. */
public final class Elections {
    private final List<NodeEvent> events;
    private final List<Window> faults;
    private final Reachability reachability;

    private Elections(List<NodeEvent> events, List<Window> faults) {
        this.events = events.stream()
                .sorted(Comparator.comparingLong(NodeEvent::time))
                .toList();
        this.faults = faults;
        this.reachability = new Reachability(faults);
    }

    /** Null when nodes said nothing. */
    public static @Nullable ElectionFigures of(List<NodeEvent> events, List<Window> faults) {
        return events.isEmpty() ? null : new Elections(events, faults).figures();
    }

    private ElectionFigures figures() {
        List<OfFault> figures = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            long next = i + 1 < faults.size() ? faults.get(i + 1).injectStart() : Long.MAX_VALUE;
            figures.add(figures(faults.get(i), next));
        }
        return new ElectionFigures(
                figures,
                events.stream().filter(Elections::suspects).count(),
                events.stream().filter(this::falselySuspects).count());
    }

    private OfFault figures(Window fault, long until) {
        long falseOnes = events.stream()
                .filter(event -> event.time() >= fault.injectStart() && event.time() < until)
                .filter(this::falselySuspects)
                .count();
        String hit = Leaders.hit(fault);
        if (hit == null) {
            return new OfFault(fault.name(), null, null, null, null, null, falseOnes);
        }
        long stoodAt = fault.injectEnd() == null ? fault.injectStart() : fault.injectEnd();
        NodeEvent suspicion = first(
                fault.injectStart(),
                until,
                event -> suspects(event)
                        && hit.equals(event.subject())
                        && !event.node().equals(hit));
        NodeEvent leader = first(
                suspicion == null ? fault.injectStart() : suspicion.time(),
                until,
                event -> event.kind().equals(NodeEvent.LEADS) && !event.node().equals(hit));
        return new OfFault(
                fault.name(),
                hit,
                suspicion == null ? null : suspicion.node(),
                suspicion == null ? null : Math.max(0, suspicion.time() - stoodAt),
                leader == null ? null : leader.node(),
                suspicion == null || leader == null ? null : leader.time() - suspicion.time(),
                falseOnes);
    }

    private @Nullable NodeEvent first(long from, long until, Predicate<NodeEvent> wanted) {
        return events.stream()
                .filter(event -> event.time() >= from && event.time() < until)
                .filter(wanted)
                .findFirst()
                .orElse(null);
    }

    private static boolean suspects(NodeEvent event) {
        return event.kind().equals(NodeEvent.SUSPECTS);
    }

    private boolean falselySuspects(NodeEvent event) {
        String suspected = event.subject();
        return suspects(event)
                && suspected != null
                && !suspected.equals(event.node())
                && reachability.hears(event.node(), suspected, event.time());
    }
}
