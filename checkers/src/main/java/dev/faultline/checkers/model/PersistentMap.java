package dev.faultline.checkers.model;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map whose changed copies share what did not change, for states of models: adding or removing costs the
 * logarithm of the size, and so does telling a copy from the original. Keys may be nil. Keys with equal hash codes share
 * an entry of the trie below.
 *
 * @param size how many keys there are
 */
record PersistentMap<V>(@Nullable LongTrie<Map<@Nullable Object, V>> trie, int size) {
    static <V> PersistentMap<V> empty() {
        return new PersistentMap<>(null, 0);
    }

    @Nullable
    V get(@Nullable Object key) {
        Map<@Nullable Object, V> bucket = LongTrie.find(trie, place(key));
        return bucket == null ? null : bucket.get(key);
    }

    PersistentMap<V> with(@Nullable Object key, V value) {
        Map<@Nullable Object, V> bucket = LongTrie.find(trie, place(key));
        if (bucket == null) {
            return new PersistentMap<>(LongTrie.with(trie, place(key), Collections.singletonMap(key, value)), size + 1);
        }
        Map<@Nullable Object, V> changed = new HashMap<>(bucket);
        int grown = changed.put(key, value) == null ? 1 : 0;
        return new PersistentMap<>(LongTrie.with(trie, place(key), changed), size + grown);
    }

    PersistentMap<V> without(@Nullable Object key) {
        Map<@Nullable Object, V> bucket = LongTrie.find(trie, place(key));
        if (bucket == null || !bucket.containsKey(key)) {
            return this;
        }
        if (bucket.size() == 1) {
            return new PersistentMap<>(LongTrie.without(trie, place(key)), size - 1);
        }
        Map<@Nullable Object, V> changed = new HashMap<>(bucket);
        changed.remove(key);
        return new PersistentMap<>(LongTrie.with(trie, place(key), changed), size - 1);
    }

    void forEach(BiConsumer<@Nullable Object, V> action) {
        visit(trie, action);
    }

    private static <V> void visit(
            @Nullable LongTrie<Map<@Nullable Object, V>> trie, BiConsumer<@Nullable Object, V> action) {
        if (trie instanceof LongTrie.Branch<Map<@Nullable Object, V>> branch) {
            visit(branch.left(), action);
            visit(branch.right(), action);
        } else if (trie instanceof LongTrie.Leaf<Map<@Nullable Object, V>> leaf) {
            leaf.value().forEach(action);
        }
    }

    private static long place(@Nullable Object key) {
        return Objects.hashCode(key);
    }
}
