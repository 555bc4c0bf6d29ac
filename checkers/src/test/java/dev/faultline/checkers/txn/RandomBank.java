package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Four processes on three accounts. A transfer reads when it is called and writes when it ends; in a bank without isolation it
 * writes what it computed then, in an isolated one it fails should others have written meanwhile. Some calls crash, before they wrote or after.
 */
final class RandomBank {
    static final int ACCOUNTS = 3;
    static final long BALANCE = 4;

    private static final int PROCESSES = 4;
    private static final int STEPS = 30;

    private final Random random;
    private final boolean isolated;
    private final Map<Long, Long> balances = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();

    private record Call(Event event, @Nullable Map<Long, Long> seen) {}

    private RandomBank(long seed, boolean isolated) {
        this.random = new Random(seed);
        this.isolated = isolated;
        for (long account = 0; account < ACCOUNTS; account++) {
            balances.put(account, BALANCE);
        }
    }

    static History isolated(long seed) {
        return new RandomBank(seed, true).run();
    }

    static History careless(long seed) {
        return new RandomBank(seed, false).run();
    }

    static Map<Keyword, Long> transfer(long from, long to, long amount) {
        Map<Keyword, Long> transfer = new LinkedHashMap<>();
        transfer.put(Keyword.of("from"), from);
        transfer.put(Keyword.of("to"), to);
        transfer.put(Keyword.of("amount"), amount);
        return transfer;
    }

    private History run() {
        @Nullable Call[] open = new Call[PROCESSES];
        for (int step = 0; step < STEPS; step++) {
            int process = random.nextInt(PROCESSES);
            Call call = open[process];
            if (call == null) {
                open[process] = invoke(process);
            } else {
                open[process] = null;
                complete(process, call);
            }
        }
        return History.of(events);
    }

    private Call invoke(int process) {
        Event event;
        if (random.nextInt(3) == 0) {
            event = Event.invoke(process, "read", null);
        } else {
            long from = random.nextInt(ACCOUNTS);
            event = Event.invoke(
                    process,
                    "transfer",
                    transfer(from, (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS, 1 + random.nextInt(3)));
        }
        events.add(event);
        return new Call(event, new TreeMap<>(balances));
    }

    private void complete(int process, Call call) {
        if (call.event().function().equals("read")) {
            events.add(
                    random.nextInt(12) == 0 ? Event.info(process, "read", null) : Event.ok(process, "read", shown()));
            return;
        }
        int fate = random.nextInt(12);
        boolean done = fate != 0 && transferred(call);
        Object value = call.event().value();
        events.add(
                fate < 3
                        ? Event.info(process, "transfer", value)
                        : done ? Event.ok(process, "transfer", value) : Event.fail(process, "transfer", value));
    }

    private boolean transferred(Call call) {
        Map<Long, Long> seen = call.seen() == null ? balances : call.seen();
        Transfer transfer = Transfer.of(History.of(call.event()).operations().get(0));
        long rest = seen.getOrDefault(transfer.from(), 0L) - transfer.amount();
        boolean untouched = seen.equals(balances);
        if ((isolated && (!untouched || rest < 0)) || (!isolated && rest < -1)) {
            return false;
        }
        balances.put(transfer.from(), rest);
        balances.put(transfer.to(), seen.getOrDefault(transfer.to(), 0L) + transfer.amount());
        return true;
    }

    /** What there is; in a careless bank now and then without an account, or with one that there is not. */
    private Map<Long, Long> shown() {
        Map<Long, Long> shown = new TreeMap<>(balances);
        if (!isolated && random.nextInt(20) == 0) {
            shown.remove((long) random.nextInt(ACCOUNTS));
        }
        if (!isolated && random.nextInt(20) == 0) {
            shown.put((long) ACCOUNTS, (long) random.nextInt(2));
        }
        return shown;
    }
}
