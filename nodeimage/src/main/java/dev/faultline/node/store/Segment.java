package dev.faultline.node.store;

import dev.faultline.node.CorruptStorageException;
import dev.faultline.node.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the log.
 *
 * @param number 1 for the first, then one by one: after a truncation the same index can begin a segment again
 * @param first the index that was to come next when it began; entries before it are not needed once the log is compacted up to there
 * @param name of the file, made once: it is asked for with every write
 */
record Segment(long number, long first, String name) {
    private static final Pattern NAME = Pattern.compile("log-(\\d{12})-(\\d{18})");

    static Segment of(long number, long first) {
        return new Segment(number, first, String.format(Locale.ROOT, "log-%012d-%018d", number, first));
    }

    /** The segments there are, in order. */
    static List<Segment> list(Storage storage) {
        List<Segment> segments = new ArrayList<>();
        for (String file : storage.list()) {
            Matcher name = NAME.matcher(file);
            if (name.matches()) {
                Segment segment = of(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)));
                requireNext(segments, segment);
                segments.add(segment);
            }
        }
        return segments;
    }

    private static void requireNext(List<Segment> before, Segment segment) {
        if (before.isEmpty()) {
            return;
        }
        Segment previous = before.get(before.size() - 1);
        if (segment.number != previous.number + 1) {
            throw new CorruptStorageException(segment.name() + " at 0: does not follow " + previous.name());
        }
    }
}
