package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What few events have or many share: the error and the extra keys. The details of one event are a list of {@link Values
 * codes}: the error's, then key and value by turns. Equal lists are kept once.
 */
final class Details {
    private static final Keyword NODE = Keyword.of("node");

    private final List<IntArrayList> all;
    private final Object2IntOpenHashMap<IntArrayList> numbers = new Object2IntOpenHashMap<>();

    Details() {
        this(new ArrayList<>());
        numbers.defaultReturnValue(-1);
    }

    private Details(List<IntArrayList> all) {
        this.all = all;
    }

    /** The number of these details, or -1 when there are none. The list stays the caller's. */
    int number(IntArrayList codes) {
        if (codes.size() == 1 && codes.getInt(0) == Values.NIL) {
            return -1;
        }
        int number = numbers.getInt(codes);
        if (number < 0) {
            IntArrayList kept = new IntArrayList(codes);
            number = all.size();
            numbers.put(kept, number);
            all.add(kept);
        }
        return number;
    }

    /** The number of an event's details, or -1 when it has none. */
    int number(Event event, Values values) {
        if (event.error() == null && event.extra().isEmpty()) {
            return -1;
        }
        IntArrayList codes = new IntArrayList(1 + 2 * event.extra().size());
        codes.add(values.of(event.error()));
        event.extra().forEach((key, value) -> {
            codes.add(values.of(key));
            codes.add(values.of(value));
        });
        return number(codes);
    }

    @Nullable
    Object error(int number, Values values) {
        return number < 0 ? null : values.value(all.get(number).getInt(0));
    }

    Map<?, ?> extra(int number, Values values) {
        if (number < 0 || all.get(number).size() == 1) {
            return Map.of();
        }
        IntArrayList codes = all.get(number);
        Map<@Nullable Object, @Nullable Object> extra = new LinkedHashMap<>();
        for (int i = 1; i < codes.size(); i += 2) {
            extra.put(values.value(codes.getInt(i)), values.value(codes.getInt(i + 1)));
        }
        return extra;
    }

    /** The code of the value of an extra key, or -1 when it is not there. */
    int extra(int number, Keyword key, Values values) {
        if (number >= 0) {
            IntArrayList codes = all.get(number);
            for (int i = 1; i < codes.size(); i += 2) {
                if (key.equals(values.value(codes.getInt(i)))) {
                    return codes.getInt(i + 1);
                }
            }
        }
        return ABSENT;
    }

    /** The node that {@code :node} names, or null. */
    @Nullable
    String node(int number, Values values) {
        int code = extra(number, NODE, values);
        return code == ABSENT ? null : Event.nodeName(values.value(code));
    }

    /** No value's code: the code of no small number, and no table is as long. */
    static final int ABSENT = -1;

    Details frozen() {
        return new Details(new ArrayList<>(all));
    }
}
