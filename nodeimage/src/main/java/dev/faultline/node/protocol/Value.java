package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What an answer says. */
public sealed interface Value {

    /** The byte that tells values apart. */
    int kind();

    /** Writes what comes after that byte. */
    void encode(ByteWriter to);

    /** Nothing: there is none, or there is nothing to say. */
    enum Nothing implements Value {
        VALUE;

        static final int KIND = 0;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {}

        @Override
        public String toString() {
            return "nil";
        }
    }

    /** A number. */
    record Number(long value) implements Value {
        static final int KIND = 1;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.signed(value);
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** Numbers. */
    record Numbers(List<Long> values) implements Value {
        static final int KIND = 2;

        public Numbers {
            values = List.copyOf(values);
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.varint(values.size());
            values.forEach(to::signed);
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** Two numbers. */
    record Pair(long first, long second) implements Value {
        static final int KIND = 3;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.signed(first).signed(second);
        }

        @Override
        public String toString() {
            return first + ":" + second;
        }
    }

    /** Rows of numbers. */
    record Rows(List<Numbers> values) implements Value {
        static final int KIND = 4;

        public Rows {
            values = List.copyOf(values);
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.varint(values.size());
            values.forEach(row -> row.encode(to));
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** Text for people, or lines {@code name=value}. */
    record Text(String text) implements Value {
        static final int KIND = 5;

        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Reads a value of that kind. */
    static Value decode(int kind, ByteReader from) {
        return switch (kind) {
            case Nothing.KIND -> Nothing.VALUE;
            case Number.KIND -> new Number(from.signed());
            case Numbers.KIND -> numbers(from);
            case Pair.KIND -> new Pair(from.signed(), from.signed());
            case Rows.KIND -> new Rows(several(from, Value::numbers));
            case Text.KIND -> new Text(from.text());
            default -> throw new MalformedException("no value of kind " + kind);
        };
    }

    private static Numbers numbers(ByteReader from) {
        return new Numbers(several(from, ByteReader::signed));
    }

    private static <T> List<T> several(ByteReader from, Function<ByteReader, T> one) {
        List<T> several = new ArrayList<>();
        for (int left = from.count(); left > 0; left--) {
            several.add(one.apply(from));
        }
        return several;
    }
}
