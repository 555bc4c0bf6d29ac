package dev.faultline.checkers.model;

import org.jspecify.annotations.Nullable;

/**
 * A persistent map from numbers, in their order: a big-endian Patricia trie (Okasaki &amp; Gill 1998). Its shape depends
 * on its content alone, and every node knows its hash, so that equal tries are told from others at a glance: branches
 * shared by both are never entered. A change copies one path of at most 64 nodes. The empty trie is null.
 */
sealed interface LongTrie<V> {
    record Leaf<V>(long key, V value) implements LongTrie<V> {}

    static <V> @Nullable V find(@Nullable LongTrie<V> trie, long key) {
        LongTrie<V> node = trie;
        while (node instanceof Branch<V> branch) {
            node = branch.isLeft(key) ? branch.left : branch.right;
        }
        return node instanceof Leaf<V> leaf && leaf.key == key ? leaf.value : null;
    }

    static <V> LongTrie<V> with(@Nullable LongTrie<V> trie, long key, V value) {
        if (trie == null) {
            return new Leaf<>(key, value);
        }
        if (trie instanceof Branch<V> branch) {
            if (!branch.covers(key)) {
                return Branch.join(key, new Leaf<>(key, value), branch.prefix, branch);
            }
            return branch.isLeft(key)
                    ? new Branch<>(branch.prefix, branch.bit, with(branch.left, key, value), branch.right)
                    : new Branch<>(branch.prefix, branch.bit, branch.left, with(branch.right, key, value));
        }
        Leaf<V> leaf = (Leaf<V>) trie;
        Leaf<V> fresh = new Leaf<>(key, value);
        return leaf.key == key ? fresh : Branch.join(key, fresh, leaf.key, leaf);
    }

    static <V> @Nullable LongTrie<V> without(@Nullable LongTrie<V> trie, long key) {
        if (trie instanceof Branch<V> branch && branch.covers(key)) {
            boolean left = branch.isLeft(key);
            LongTrie<V> old = left ? branch.left : branch.right;
            LongTrie<V> other = left ? branch.right : branch.left;
            LongTrie<V> shrunk = without(old, key);
            if (shrunk == null || shrunk == old) {
                return shrunk == null ? other : trie;
            }
            return left
                    ? new Branch<>(branch.prefix, branch.bit, shrunk, other)
                    : new Branch<>(branch.prefix, branch.bit, other, shrunk);
        }
        return trie instanceof Leaf<V> leaf && leaf.key == key ? null : trie;
    }

    /** The entry of the smallest number, where there is one. */
    static <V> @Nullable Leaf<V> first(@Nullable LongTrie<V> trie) {
        LongTrie<V> node = trie;
        while (node instanceof Branch<V> branch) {
            node = branch.left;
        }
        return (Leaf<V>) node;
    }

    /** Numbers that agree above {@code bit}: those without it on the left, those with it on the right. */
    final class Branch<V> implements LongTrie<V> {
        private final long prefix;
        private final long bit;
        private final LongTrie<V> left;
        private final LongTrie<V> right;
        private final int hash;

        Branch(long prefix, long bit, LongTrie<V> left, LongTrie<V> right) {
            this.prefix = prefix;
            this.bit = bit;
            this.left = left;
            this.right = right;
            this.hash = 31 * left.hashCode() + right.hashCode();
        }

        /** The sign bit is inverted, so that negative numbers come first. */
        static <V> Branch<V> join(long a, LongTrie<V> inA, long b, LongTrie<V> inB) {
            long bit = Long.highestOneBit(a ^ b);
            boolean leftIsA = isLeft(a, bit);
            return new Branch<>(above(a, bit), bit, leftIsA ? inA : inB, leftIsA ? inB : inA);
        }

        LongTrie<V> left() {
            return left;
        }

        LongTrie<V> right() {
            return right;
        }

        boolean covers(long key) {
            return above(key, bit) == prefix;
        }

        boolean isLeft(long key) {
            return isLeft(key, bit);
        }

        private static boolean isLeft(long key, long bit) {
            return ((key & bit) == 0) != (bit == Long.MIN_VALUE);
        }

        private static long above(long key, long bit) {
            return key & ~(bit | (bit - 1));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Branch<?> that
                            && hash == that.hash
                            && prefix == that.prefix
                            && bit == that.bit
                            && left.equals(that.left)
                            && right.equals(that.right));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
