package dev.faultline.harness.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code story.json}: what went on in a simulated cluster around a violation, traced while the run was made again. All times are
 * nanoseconds of the history's clock.
 *
 * @param from since when it is told
 * @param to until when
 * @param lanes the nodes, in the order in which they are drawn; clients are a lane of their own, which is not listed
 * @param entries in order of {@link Entry#at}
 */
public record StoryRecord(long from, long to, List<String> lanes, List<Entry> entries) {
    /** Stands for all clients, as the sender or receiver of a message. */
    public static final String CLIENTS = "clients";

    public StoryRecord {
        lanes = lanes == null ? List.of() : List.copyOf(lanes);
        entries = entries == null
                ? List.of()
                : entries.stream().sorted(Comparator.comparingLong(Entry::at)).toList();
    }

    /** When the operation that went wrong was over; empty when no operation is named as that. */
    public Optional<Long> violatedAt() {
        return entries.stream()
                .filter(entry -> entry instanceof Operation operation && operation.culprit())
                .map(Entry::over)
                .min(Long::compare);
    }

    /** One thing that happened. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Message.class, name = "message"),
        @JsonSubTypes.Type(value = Event.class, name = "event"),
        @JsonSubTypes.Type(value = Operation.class, name = "operation"),
        @JsonSubTypes.Type(value = Fault.class, name = "fault")
    })
    public sealed interface Entry {
        /** When it began. */
        @JsonIgnore
        long at();

        /** When it was over; the same as {@link #at} of what takes no time, or of what has no known end. */
        @JsonIgnore
        long over();
    }

    /** What became of a message. */
    public enum Fate {
        DELIVERED,
        /** Dropped by a partition. */
        CUT,
        /** Dropped by chance. */
        LOST,
        /** Its receiver was not running. */
        DOWN,
        /** Delivered, once more than it was sent. */
        DUPLICATE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean arrives() {
            return this == DELIVERED || this == DUPLICATE;
        }
    }

    /**
     * A message between nodes, or between a node and {@link #CLIENTS}.
     *
     * @param arrived null when it never did
     * @param text its kind first, then its fields: {@code append entries term 4 ...}
     */
    public record Message(long sent, @Nullable Long arrived, String from, String to, String text, Fate fate)
            implements Entry {
        public Message {
            requireNonNull(from, "from is missing");
            requireNonNull(to, "to is missing");
            requireNonNull(text, "text is missing");
            requireNonNull(fate, "fate is missing");
        }

        @Override
        public long at() {
            return sent;
        }

        @Override
        public long over() {
            return arrived == null ? sent : arrived;
        }
    }

    /**
     * Something that a node did on its own.
     *
     * @param kind {@code suspects}, {@code campaigns}, {@code leads}, {@code follows}, {@code steps-down}, {@code snapshots},
     *     {@code crashes}, {@code starts} or another word
     * @param text more about it; may be empty
     */
    public record Event(long time, String node, String kind, String text) implements Entry {
        public Event {
            requireNonNull(node, "node is missing");
            requireNonNull(kind, "kind is missing");
            requireNonNull(text, "text is missing");
        }

        @Override
        public long at() {
            return time;
        }

        @Override
        public long over() {
            return time;
        }
    }

    /**
     * An operation of a client.
     *
     * @param completed null when it never was
     * @param node that was asked
     * @param text {@code write 3 -> 17}
     * @param outcome {@code ok}, {@code fail} or {@code info}
     * @param culprit whether it is the one that went wrong
     */
    public record Operation(
            long invoked,
            @Nullable Long completed,
            int process,
            String node,
            String text,
            String outcome,
            boolean culprit)
            implements Entry {
        public Operation {
            requireNonNull(node, "node is missing");
            requireNonNull(text, "text is missing");
            if (!List.of("ok", "fail", "info").contains(outcome)) {
                throw new IllegalArgumentException("outcome is " + outcome + ", not ok, fail or info");
            }
        }

        @Override
        public long at() {
            return invoked;
        }

        @Override
        public long over() {
            return completed == null ? invoked : completed;
        }
    }

    /**
     * A fault.
     *
     * @param until when it was healed; null when that is not told
     * @param name as the report calls it: {@code F2}
     * @param text what was done to whom
     * @param nodes that it concerns; empty for all
     */
    public record Fault(long time, @Nullable Long until, String name, String text, List<String> nodes)
            implements Entry {
        public Fault {
            requireNonNull(name, "name is missing");
            requireNonNull(text, "text is missing");
            nodes = nodes == null ? List.of() : List.copyOf(nodes);
        }

        @Override
        public long at() {
            return time;
        }

        @Override
        public long over() {
            return until == null ? time : until;
        }
    }
}
