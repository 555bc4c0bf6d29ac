package dev.faultline.harness.measure;

import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.List;
import java.util.Set;

/** Which nodes could hear which others, as far as the faults say. Slow, lossy or busy nodes can. */
final class Reachability {
    private static final Set<String> NOT_RUNNING = Set.of("kill", "pause", "restart", "membership");
    private static final String CUT = "partition";

    private final List<Window> faults;

    Reachability(List<Window> faults) {
        this.faults = faults;
    }

    /**
     * Whether at that moment no fault kept a node from hearing another, which takes both to run and both ways between them to be open: a
     * leader that hears no answer has to step down. The margins of a fault, in which it was not proved, belong to it.
     */
    boolean hears(String hearer, String speaker, long at) {
        return faults.stream().filter(fault -> isInForce(fault, at)).noneMatch(fault -> parts(fault, hearer, speaker));
    }

    private static boolean isInForce(Window fault, long at) {
        return at >= fault.injectStart() && (fault.healEnd() == null || at <= fault.healEnd());
    }

    private static boolean parts(Window fault, String one, String other) {
        if (NOT_RUNNING.contains(fault.kind())) {
            return fault.targets().contains(one) || fault.targets().contains(other);
        }
        return fault.kind().equals(CUT)
                && (fault.links().contains(List.of(one, other))
                        || fault.links().contains(List.of(other, one))
                        || fault.sides().stream()
                                .anyMatch(side ->
                                        side.contains(one) && !side.contains(other) && isOnASide(fault, other)));
    }

    private static boolean isOnASide(Window fault, String node) {
        return fault.sides().stream().anyMatch(side -> side.contains(node));
    }
}
