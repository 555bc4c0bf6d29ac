package dev.faultline.checkers.txn;

import static dev.faultline.checkers.txn.DependencyGraph.RW;
import static dev.faultline.checkers.txn.DependencyGraph.WR;
import static dev.faultline.checkers.txn.DependencyGraph.WW;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in each strongly connected component of all dependencies a cycle of the gravest kind that it has: G0 (of ww alone), G1c (ww and
 * wr), G-single (one rw), else G2-item. Whether there is a cycle is decided exactly and in linear time. Of each kind the shortest is
 * told among those through the first edges that are tried; a component in which none of them closes a G-single is told as G2-item.
 */
final class Cycles {
    private static final int TRIED_MAX = 2000;

    private final DependencyGraph graph;

    Cycles(DependencyGraph graph) {
        this.graph = graph;
    }

    /** A cycle, each edge leading to where the next begins. */
    record Cycle(String name, int[] edges) {}

    List<Cycle> find() {
        int[] all = graph.components(WW | WR | RW);
        Map<Integer, Cycle> found = new HashMap<>();
        Set<Integer> components = new HashSet<>();
        for (int component : all) {
            components.add(component);
        }
        components.remove(-1);
        if (components.isEmpty()) {
            return List.of();
        }
        search("G0", WW, WW, graph.components(WW), all, found);
        search("G1c", WR, WW | WR, graph.components(WW | WR), all, found);
        search("G-single", RW, WW | WR, all, all, found);
        search("G2-item", RW, WW | WR | RW, all, all, found);
        List<Cycle> cycles = new ArrayList<>();
        components.stream().sorted().forEach(component -> {
            Cycle cycle = found.get(component);
            if (cycle == null) {
                throw new IllegalStateException("component " + component + " is strongly connected but has no cycle");
            }
            cycles.add(cycle);
        });
        return cycles;
    }

    /** Closes edges of one kind by others, in components in which nothing graver was found. */
    private void search(String name, int closed, int closing, int[] within, int[] all, Map<Integer, Cycle> found) {
        Map<Integer, Cycle> fresh = new HashMap<>();
        Map<Integer, Integer> tried = new HashMap<>();
        for (int edge = 0; edge < graph.edges(); edge++) {
            int tail = graph.from(edge);
            int head = graph.to(edge);
            int component = all[tail];
            boolean candidate = graph.kind(edge) == closed
                    && within[tail] >= 0
                    && within[tail] == within[head]
                    && !found.containsKey(component);
            Cycle shortest = fresh.get(component);
            boolean done = shortest != null && shortest.edges().length == 2;
            if (!candidate || done || tried.merge(component, 1, Integer::sum) > TRIED_MAX) {
                continue;
            }
            int[] rest = graph.path(head, tail, closing, within);
            if (rest.length > 0 && (shortest == null || rest.length + 1 < shortest.edges().length)) {
                int[] cycle = new int[rest.length + 1];
                cycle[0] = edge;
                System.arraycopy(rest, 0, cycle, 1, rest.length);
                fresh.put(component, new Cycle(name, cycle));
            }
        }
        found.putAll(fresh);
    }
}
