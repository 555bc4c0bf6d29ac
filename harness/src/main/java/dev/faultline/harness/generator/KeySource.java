package dev.faultline.harness.generator;

import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Keys by number, and what is done with each.
 *
 * @param count how many there are
 */
record KeySource<K>(long count, LongFunction<? extends K> keyAt, Function<? super K, ? extends Generator> perKey) {

    K key(long index) {
        return keyAt.apply(index);
    }

    Generator generator(K key) {
        return perKey.apply(key);
    }
}
