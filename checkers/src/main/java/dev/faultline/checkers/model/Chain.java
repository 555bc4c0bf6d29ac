package dev.faultline.checkers.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value behind those that came before it, back to a {@link #ROOT}: what queues and stacks share between states. Each
 * link knows a hash of all up to itself, and a way to any link before it in a logarithmic number of jumps (Myers, "An
 * applicative random-access stack", 1983).
 */
final class Chain {
    static final Chain ROOT = new Chain();

    /** The factor of the polynomial hash; odd. */
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    final @Nullable Object value;
    final int depth;

    /** The root points at itself. */
    private final Chain before;

    private final Chain jump;
    private final long hash;

    private Chain() {
        this.value = null;
        this.depth = 0;
        this.before = this;
        this.jump = this;
        this.hash = 0;
    }

    private Chain(Chain before, @Nullable Object value) {
        this.value = value;
        this.depth = before.depth + 1;
        this.before = before;
        Chain skipped = before.jump;
        this.jump = before.depth - skipped.depth == skipped.depth - skipped.jump.depth ? skipped.jump : before;
        this.hash = before.hash * FACTOR + 1 + Objects.hashCode(value);
    }

    Chain then(@Nullable Object next) {
        return new Chain(this, next);
    }

    Chain before() {
        return before;
    }

    /** The link at that depth, which is at most this one's. */
    Chain at(int wanted) {
        Chain link = this;
        while (link.depth > wanted) {
            link = link.jump.depth >= wanted ? link.jump : link.before;
        }
        return link;
    }

    /** A hash of the values behind {@code start}, a link of this chain, up to here. */
    int hashSince(Chain start) {
        long factor = FACTOR;
        long power = 1;
        for (int left = depth - start.depth; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                power *= factor;
            }
            factor *= factor;
        }
        return Long.hashCode(hash - start.hash * power);
    }

    /** Whether the last values, so many, are the same; compares only as far back as the chains are not one. */
    static boolean sameLast(int count, Chain a, Chain b) {
        Chain left = a;
        Chain right = b;
        for (int i = 0; i < count && left != right; i++) {
            if (!Objects.equals(left.value, right.value)) {
                return false;
            }
            left = left.before;
            right = right.before;
        }
        return true;
    }
}
