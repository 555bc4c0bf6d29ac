package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Processes by number: who they are, whether they are clients, and the invocation that each has open. */
final class ProcessTable {
    /** Clients below this are found by an array. */
    private static final int LOW = 1 << 20;

    private final Set<String> ignored;
    private final List<ProcessId> ids;
    private final BitSet clients;
    private final Object2IntOpenHashMap<ProcessId> numbers = new Object2IntOpenHashMap<>();
    private final IntArrayList open = new IntArrayList();
    private int[] lowClients = new int[0];

    ProcessTable(Set<String> ignored) {
        this(Set.copyOf(ignored), new ArrayList<>(), new BitSet());
        numbers.defaultReturnValue(-1);
    }

    private ProcessTable(Set<String> ignored, List<ProcessId> ids, BitSet clients) {
        this.ignored = ignored;
        this.ids = ids;
        this.clients = clients;
    }

    /** The number of the client of that number. */
    int client(long client) {
        if (client < 0 || client >= LOW) {
            return number(ProcessId.client(client));
        }
        int at = (int) client;
        if (at >= lowClients.length) {
            int length = lowClients.length;
            lowClients = Arrays.copyOf(lowClients, Math.max(64, Math.min(LOW, 2 * at)));
            Arrays.fill(lowClients, length, lowClients.length, -1);
        }
        if (lowClients[at] < 0) {
            lowClients[at] = number(ProcessId.client(client));
        }
        return lowClients[at];
    }

    int number(ProcessId id) {
        int number = numbers.getInt(id);
        if (number < 0) {
            number = ids.size();
            numbers.put(id, number);
            ids.add(id);
            open.add(-1);
            clients.set(number, id.isClient() && !ignored.contains(id.toString()));
        }
        return number;
    }

    ProcessId id(int number) {
        return ids.get(number);
    }

    /** Whether its operations are judged: neither the nemesis nor ignored. */
    boolean isClient(int number) {
        return clients.get(number);
    }

    /** The rank of its open invocation, or -1. */
    int open(int number) {
        return open.getInt(number);
    }

    void setOpen(int number, int rank) {
        open.set(number, rank);
    }

    ProcessTable frozen() {
        return new ProcessTable(ignored, new ArrayList<>(ids), (BitSet) clients.clone());
    }
}
