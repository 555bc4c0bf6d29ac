package dev.faultline.checkers.txn;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which transaction must come before which, and why (Adya 1999, Generalized Isolation Level Definitions). Edges of three kinds, stored
 * once; each question names the kinds that it is asked of. Strongly connected components are Tarjan's, on a stack of its own, so that a
 * component may be as large as the history; cycles are searched breadth first within one component.
 */
final class DependencyGraph {
    /** The first appended what the second appended to. */
    static final int WW = 1;
    /** The second read what the first had appended. */
    static final int WR = 2;
    /** The first read what the second then appended to. */
    static final int RW = 4;

    private final int nodes;
    private final IntArrayList from = new IntArrayList();
    private final IntArrayList to = new IntArrayList();
    private final IntArrayList kind = new IntArrayList();
    private final List<Reason> reasons = new ArrayList<>();
    private int[] first = {};
    private int[] outgoing = {};

    /** Why an edge is there, in words, once it is known what the two are called. */
    interface Reason {
        String tell(String from, String to);
    }

    DependencyGraph(int nodes) {
        this.nodes = nodes;
    }

    /** Nothing for an edge from a transaction to itself: what it does in which order is its own affair. */
    void add(int source, int target, int edgeKind, Reason reason) {
        if (source == target) {
            return;
        }
        from.add(source);
        to.add(target);
        kind.add(edgeKind);
        reasons.add(reason);
    }

    int edges() {
        return from.size();
    }

    int from(int edge) {
        return from.getInt(edge);
    }

    int to(int edge) {
        return to.getInt(edge);
    }

    int kind(int edge) {
        return kind.getInt(edge);
    }

    String tell(int edge, String source, String target) {
        return reasons.get(edge).tell(source, target);
    }

    /** To be called once all edges are there: the edges of a node lie side by side from then on. */
    void freeze() {
        first = new int[nodes + 1];
        for (int edge = 0; edge < edges(); edge++) {
            first[from(edge) + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            first[node + 1] += first[node];
        }
        outgoing = new int[edges()];
        int[] next = Arrays.copyOf(first, nodes);
        for (int edge = 0; edge < edges(); edge++) {
            outgoing[next[from(edge)]++] = edge;
        }
    }

    /** By node: its strongly connected component among edges of these kinds, by number; -1 where it is alone in it. */
    int[] components(int kinds) {
        int[] component = new int[nodes];
        Arrays.fill(component, -1);
        int[] index = new int[nodes];
        int[] low = new int[nodes];
        int[] next = Arrays.copyOf(first, nodes);
        boolean[] onStack = new boolean[nodes];
        IntArrayList stack = new IntArrayList();
        IntArrayList path = new IntArrayList();
        int counter = 0;
        int components = 0;
        for (int root = 0; root < nodes; root++) {
            if (index[root] != 0) {
                continue;
            }
            path.push(root);
            while (!path.isEmpty()) {
                int node = path.topInt();
                if (index[node] == 0) {
                    index[node] = low[node] = ++counter;
                    stack.push(node);
                    onStack[node] = true;
                }
                int child = -1;
                while (child < 0 && next[node] < first[node + 1]) {
                    int edge = outgoing[next[node]++];
                    int target = to(edge);
                    if ((kind(edge) & kinds) == 0) {
                        continue;
                    }
                    if (index[target] == 0) {
                        child = target;
                    } else if (onStack[target]) {
                        low[node] = Math.min(low[node], index[target]);
                    }
                }
                if (child >= 0) {
                    path.push(child);
                    continue;
                }
                path.popInt();
                if (!path.isEmpty()) {
                    low[path.topInt()] = Math.min(low[path.topInt()], low[node]);
                }
                if (low[node] == index[node]) {
                    boolean alone = stack.topInt() == node;
                    int popped;
                    do {
                        popped = stack.popInt();
                        onStack[popped] = false;
                        component[popped] = alone ? -1 : components;
                    } while (popped != node);
                    components += alone ? 0 : 1;
                }
            }
        }
        return component;
    }

    /** A shortest way by edges of these kinds within one component, as edges; empty when there is none. */
    int[] path(int source, int target, int kinds, int[] component) {
        int[] arrivedBy = new int[nodes];
        Arrays.fill(arrivedBy, -1);
        IntArrayList queue = new IntArrayList();
        queue.add(source);
        for (int head = 0; head < queue.size(); head++) {
            int node = queue.getInt(head);
            for (int i = first[node]; i < first[node + 1]; i++) {
                int edge = outgoing[i];
                int next = to(edge);
                boolean open = (kind(edge) & kinds) != 0
                        && component[next] == component[source]
                        && next != source
                        && arrivedBy[next] < 0;
                if (open) {
                    arrivedBy[next] = edge;
                    if (next == target) {
                        return back(source, target, arrivedBy);
                    }
                    queue.add(next);
                }
            }
        }
        return new int[0];
    }

    private int[] back(int source, int target, int[] arrivedBy) {
        IntArrayList edges = new IntArrayList();
        for (int node = target; node != source; node = from(arrivedBy[node])) {
            edges.add(0, arrivedBy[node]);
        }
        return edges.toIntArray();
    }
}
