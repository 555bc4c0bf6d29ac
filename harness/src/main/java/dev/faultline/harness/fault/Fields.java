package dev.faultline.harness.fault;

import dev.faultline.harness.net.Link;
import dev.faultline.harness.store.Located;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of one object of a schedule file, read as what they should be. Complaints name file, line, field and what is allowed. */
public final class Fields {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Path file;
    private final String path;
    private final int line;
    private final List<String> nodes;
    private final Map<?, ?> fields;

    /** @param path of the object within the file, empty for the whole */
    Fields(Path file, String path, Located object, List<String> nodes) {
        this.file = file;
        this.path = path;
        this.line = object.line();
        this.nodes = nodes;
        if (!(object.value() instanceof Map<?, ?> map)) {
            throw complaint(object.line(), path, "must be an object");
        }
        this.fields = map;
    }

    /** Refuses every other field. */
    void only(Collection<String> known) {
        fields.forEach((name, value) -> {
            if (!known.contains(String.valueOf(name))) {
                throw complaint(
                        ((Located) value).line(),
                        within(String.valueOf(name)),
                        "no such field (" + String.join(", ", known) + ")");
            }
        });
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public String word(String name) {
        return text(field(name), within(name));
    }

    /** A word of a few. */
    public String word(String name, String what, Collection<String> allowed) {
        String word = word(name);
        if (!allowed.contains(word)) {
            throw wrong(name, "no " + what + " \"" + word + "\" (" + String.join(", ", allowed) + ")");
        }
        return word;
    }

    public long whole(String name) {
        Object value = field(name).value();
        if (value instanceof Long number) {
            return number;
        }
        throw wrong(name, "must be a whole number, not " + shown(value));
    }

    /** A whole number within bounds. */
    public long whole(String name, long least, long most) {
        long number = whole(name);
        if (number < least || number > most) {
            throw wrong(name, "must be a whole number, " + least + " to " + most + ", not " + number);
        }
        return number;
    }

    /** A time in whole milliseconds, of a day at most. */
    public Duration millis(String name, long least) {
        Object value = field(name).value();
        if (value instanceof Long millis && millis >= least && millis <= DAY_MILLIS) {
            return Duration.ofMillis(millis);
        }
        throw wrong(
                name,
                "must be a whole number of milliseconds, " + least + " to " + DAY_MILLIS + ", not " + shown(value));
    }

    /** Names of nodes of this cluster, at least one. */
    public SortedSet<String> nodes(String name) {
        return new TreeSet<>(nodes(field(name), within(name)));
    }

    /** Groups of nodes, at least so many. */
    public List<List<String>> sides(String name, int least) {
        if (least == 0 && field(name).value() instanceof List<?> none && none.isEmpty()) {
            return List.of();
        }
        List<Located> items = items(field(name), within(name));
        if (items.size() < least) {
            throw wrong(name, "must be at least two lists of nodes");
        }
        List<List<String>> sides = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            sides.add(nodes(items.get(i), within(name) + "[" + i + "]"));
        }
        return sides;
    }

    /** Directed links between nodes of this cluster, at least one. */
    public SortedSet<Link> links(String name) {
        SortedSet<Link> links = new TreeSet<>();
        List<Located> items = items(field(name), within(name));
        for (int i = 0; i < items.size(); i++) {
            String where = within(name) + "[" + i + "]";
            String text = text(items.get(i), where);
            String[] ends = text.split("->", -1);
            if (ends.length != 2 || !nodes.contains(ends[0]) || !nodes.contains(ends[1]) || ends[0].equals(ends[1])) {
                throw complaint(
                        items.get(i).line(),
                        where,
                        "no link \"" + text + "\" (such as n1->n2, between two of " + String.join(", ", nodes) + ")");
            }
            links.add(new Link(ends[0], ends[1]));
        }
        return links;
    }

    /** The objects of a list. */
    List<Fields> objects(String name) {
        if (!(field(name).value() instanceof List<?> list)) {
            throw wrong(name, "must be a list");
        }
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            objects.add(new Fields(file, within(name) + "[" + i + "]", (Located) list.get(i), nodes));
        }
        return objects;
    }

    /** The complaint about a field. */
    public IllegalArgumentException wrong(String name, String what) {
        return complaint(has(name) ? field(name).line() : line, within(name), what);
    }

    private Located field(String name) {
        if (!(fields.get(name) instanceof Located located)) {
            throw complaint(line, within(name), "is missing");
        }
        return located;
    }

    private List<String> nodes(Located list, String where) {
        List<String> names = new ArrayList<>();
        List<Located> items = items(list, where);
        for (int i = 0; i < items.size(); i++) {
            String item = where + "[" + i + "]";
            String node = text(items.get(i), item);
            if (!nodes.contains(node)) {
                throw complaint(
                        items.get(i).line(), item, "no node \"" + node + "\" (" + String.join(", ", nodes) + ")");
            }
            names.add(node);
        }
        return names;
    }

    private List<Located> items(Located list, String where) {
        if (!(list.value() instanceof List<?> items) || items.isEmpty()) {
            throw complaint(list.line(), where, "must be a list with something in it");
        }
        return items.stream().map(Located.class::cast).toList();
    }

    private String text(Located located, String where) {
        if (located.value() instanceof String text) {
            return text;
        }
        throw complaint(located.line(), where, "must be a text, not " + shown(located.value()));
    }

    private static String shown(@Nullable Object value) {
        return value instanceof Map || value instanceof List ? "this" : String.valueOf(value);
    }

    private String within(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private IllegalArgumentException complaint(int at, String where, String what) {
        return new IllegalArgumentException(file + ":" + at + ": " + (where.isEmpty() ? "" : where + ": ") + what);
    }
}
