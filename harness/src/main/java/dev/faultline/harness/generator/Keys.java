package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Done;
import dev.faultline.harness.generator.Next.Ready;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key after the other, each with a generator of its own, every operation's value being {@code [key value]}.
 *
 * <p>A group of threads works on every {@code stride}-th key. Which group has which key is thereby settled beforehand and not a
 * matter of which one is faster.
 *
 * @param index the number of the key in progress
 * @param current what has become of its generator; {@code null} before it was first asked
 */
record Keys<K>(
        KeySource<K> source,
        long stride,
        long index,
        @Nullable Generator current) implements Generator {

    static <K> Generator inGroups(int groupSize, KeySource<K> source) {
        return Split.of(context -> {
            Threads clients = context.onClients().all();
            if (clients.isEmpty() || clients.size() % groupSize != 0) {
                throw new IllegalArgumentException(
                        "groupSize must divide the number of client threads, " + clients.size() + ", not " + groupSize);
            }
            int stride = clients.size() / groupSize;
            List<Threads> groups = new ArrayList<>();
            List<Generator> keys = new ArrayList<>();
            for (int group = 0; group < stride; group++) {
                groups.add(clients.slice(group * groupSize, (group + 1) * groupSize));
                keys.add(new Keys<>(source, stride, group, null));
            }
            return new Split(List.copyOf(groups), new Branches(keys), 0);
        });
    }

    @Override
    public Next next(Context context) {
        if (current != null) {
            Next next = ask(index, current, context);
            return next instanceof Done ? begin(index + stride, context) : next;
        }
        return begin(index, context);
    }

    private Next begin(long number, Context context) {
        if (number >= source.count()) {
            return Next.DONE;
        }
        K key = source.key(number);
        Next next = ask(number, new Scope(Memory.EMPTY, source.generator(key)), context);
        if (next instanceof Done) {
            throw new IllegalStateException("concurrentKeys: the generator of key " + key + " has no operation");
        }
        return next;
    }

    private Next ask(long number, Generator generator, Context context) {
        Next next =
                generator.next(context.branch(number)).within(goingOn -> new Keys<>(source, stride, number, goingOn));
        if (next instanceof Ready ready) {
            Operation bare = ready.operation();
            Operation keyed = new Operation(bare.function(), tuple(source.key(number), bare.value()));
            return new Ready(keyed, ready.thread(), ready.rest());
        }
        return next;
    }

    /** What ends late, after the group has gone on to another key, is of no interest to that key. */
    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        if (current == null || !concerns(source.key(index), invocation.value())) {
            return this;
        }
        Invocation bareInvocation = new Invocation(
                invocation.nanos(),
                invocation.thread(),
                invocation.process(),
                invocation.function(),
                bare(invocation.value()));
        Completion bareCompletion = new Completion(completion.outcome(), bare(completion.value()), completion.error());
        return new Keys<>(
                source, stride, index, current.completed(context.branch(index), bareInvocation, bareCompletion));
    }

    private static boolean concerns(@Nullable Object key, @Nullable Object value) {
        return value instanceof List<?> tuple && tuple.size() == 2 && Objects.equals(tuple.get(0), key);
    }

    private @Nullable Object bare(@Nullable Object value) {
        return concerns(source.key(index), value) && value instanceof List<?> tuple ? tuple.get(1) : value;
    }

    private static List<@Nullable Object> tuple(@Nullable Object key, @Nullable Object value) {
        return Collections.unmodifiableList(Arrays.asList(key, value));
    }
}
