package dev.faultline.harness.report;

import dev.faultline.harness.store.RoleChange;
import java.util.ArrayList;
import java.util.List;

/**
 * A node in one role for a while.
 *
 * @param words {@code leader, term 3}
 */
record RoleSpan(String role, String words, long from, long to) {

    static List<RoleSpan> of(Observed observed, String node, TimeAxis axis) {
        List<RoleChange> changes = observed.roles(node);
        List<RoleSpan> spans = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            RoleChange change = changes.get(i);
            long from = Math.max(0, change.at());
            long to = Math.min(
                    axis.cellsEnd(), i + 1 < changes.size() ? changes.get(i + 1).at() : axis.end());
            if (from < to) {
                spans.add(new RoleSpan(change.role(), words(change), from, to));
            }
        }
        return spans;
    }

    /** How the style sheet calls its look. */
    String look() {
        return switch (role) {
            case RoleChange.LEADER -> "ld";
            case RoleChange.FOLLOWER -> "fo";
            case RoleChange.CANDIDATE -> "cd";
            default -> "si";
        };
    }

    /** Whether its words are worth their room: that a node follows, or is silent, its line says alone. */
    boolean speaks() {
        return role.equals(RoleChange.LEADER) || role.equals(RoleChange.CANDIDATE);
    }

    private static String words(RoleChange change) {
        String term = change.term() == null ? "" : ", term " + change.term();
        return switch (change.role()) {
            case RoleChange.LEADER -> "leader" + term;
            case RoleChange.CANDIDATE -> "no leader" + term;
            case RoleChange.SILENT -> "no answer";
            default -> Shown.cut(change.role(), 20);
        };
    }
}
