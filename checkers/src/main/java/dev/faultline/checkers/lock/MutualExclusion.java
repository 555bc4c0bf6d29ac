package dev.faultline.checkers.lock;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the holders of leased locks excluded each other in what they did to the resource that a lock protects.
 *
 * <p>An acquisition yields a token; later holders have greater ones. Writes carry the token of their holder, and a read tells whose
 * write it saw. A history is valid when its effects may be put in an order, within the time that each took, in which tokens never go
 * down: then each holder's effects are a block of their own, as if the lock had never had two. It is invalid when an effect under an
 * older token came after one under a newer token was acknowledged; and when tokens do not grow from one acquisition to the next,
 * since then they order nothing.
 *
 * <p>To decide this no order has to be searched for: intervals can be put in such an order exactly when no interval with a greater
 * token ends before one with a smaller token begins. (Sorted by token, and within a token by beginning, only such a pair stands
 * against time; and such a pair stands in every order.) That two clients <em>believed</em> to hold a lock at the same time cannot be
 * prevented by leases (Kleppmann, "How to do distributed locking", 2016). It is counted and does no harm to effects that stay in
 * order.
 *
 * <p>The operations, each with a value {@code [lock v]}: {@code acquire} completes with the token; {@code renew} and {@code release}
 * have the token; {@code write} has {@code [token value]}; {@code read} completes with that, or nil.
 *
 * @param leaseMillis for how long a lock is held unless renewed
 */
public record MutualExclusion(long leaseMillis) implements Checker {

    public MutualExclusion {
        if (leaseMillis <= 0) {
            throw new IllegalArgumentException("leaseMillis must be more than 0, not " + leaseMillis);
        }
    }

    @Override
    public String name() {
        return "mutual-exclusion";
    }

    @Override
    public String claim() {
        return "the effects of each lock's holders exclude each other";
    }

    @Override
    public Verdict check(History history) {
        return find(history).verdict();
    }

    @Override
    public Finding find(History history) {
        try {
            List<LockHistory> locks = LockHistory.of(history);
            Overlaps overlaps = Overlaps.in(locks);
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("locks", locks.size());
            details.put("holds", locks.stream().mapToInt(LockHistory::holdCount).sum());
            details.put("overlapping holds", overlaps.count());
            details.put("ms of overlap", overlaps.nanos() / 1_000_000);
            return new Finding(name(), judge(locks), details);
        } catch (MalformedOperation e) {
            return new Finding(name(), new Unknown(String.valueOf(e.getMessage())), Map.of());
        }
    }

    private Verdict judge(List<LockHistory> locks) {
        List<MutualExclusionWitness> found = new ArrayList<>();
        for (LockHistory lock : locks) {
            for (Inversion inversion : List.of(tokens(lock), effects(lock))) {
                if (inversion.exists()) {
                    found.add(MutualExclusionWitness.of(lock, inversion, leaseMillis));
                }
            }
        }
        return found.stream()
                .min(Comparator.comparingInt(witness -> witness.older().completedRank()))
                .<Verdict>map(Verdict::invalid)
                .orElseGet(() -> new Valid(List.of()));
    }

    private static Inversion effects(LockHistory lock) {
        return Inversion.earliest(lock.effects(), false);
    }

    private static Inversion tokens(LockHistory lock) {
        List<Effect> acquired = new ArrayList<>();
        for (Operation operation : lock.acquisitions()) {
            acquired.add(new Effect(
                    operation, LockHistory.token(operation), operation.invokedRank(), operation.completedRank()));
        }
        return Inversion.earliest(acquired, true);
    }

    /**
     * Two effects that stand against time: the one with the newer token was over before that with the older one began. Of several
     * the one that is complete first, with the greatest token that stands against it.
     */
    record Inversion(@Nullable Effect newer, @Nullable Effect older) {
        private static final Inversion NONE = new Inversion(null, null);

        boolean exists() {
            return older != null;
        }

        /** @param distinct whether two with the same token are as bad, whenever they were */
        static Inversion earliest(List<Effect> effects, boolean distinct) {
            List<Effect> byEnd = sorted(effects, Comparator.comparingInt(Effect::to));
            Map<Long, Effect> seen = new LinkedHashMap<>();
            Inversion earliest = NONE;
            Effect greatest = null;
            int ended = 0;
            for (Effect effect : sorted(effects, Comparator.comparingInt(Effect::from))) {
                for (; ended < byEnd.size() && byEnd.get(ended).precedes(effect); ended++) {
                    Effect over = byEnd.get(ended);
                    greatest = greatest == null || over.showsMoreThan(greatest) ? over : greatest;
                }
                Effect same = distinct ? seen.putIfAbsent(effect.token(), effect) : null;
                Effect against = greatest != null && greatest.token() > effect.token() ? greatest : same;
                if (against != null && (earliest.older == null || effect.to() < earliest.older.to())) {
                    earliest = new Inversion(against, effect);
                }
            }
            return earliest;
        }

        private static List<Effect> sorted(List<Effect> effects, Comparator<Effect> order) {
            return effects.stream().sorted(order).toList();
        }
    }
}
