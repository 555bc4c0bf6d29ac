package dev.faultline.checkers.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Histories of every shape that the format allows, the usual ones most often. */
final class RandomEvents {
    private static final List<String> FUNCTIONS = List.of("read", "write", "cas", "a function", "txn", "żółw");

    private final Random random;

    RandomEvents(Random random) {
        this.random = random;
    }

    History history(int events) {
        return History.of(events(events));
    }

    List<Event> events(int count) {
        List<Event> events = new ArrayList<>();
        boolean[] open = new boolean[5];
        String[] function = new String[open.length];
        long index = random.nextInt(4) == 0 ? 100 : 0;
        for (int i = 0; i < count; i++, index++) {
            int process = random.nextInt(open.length + 1);
            if (process == open.length) {
                events.add(decorated(Event.of(EventType.INFO, ProcessId.NEMESIS, "cut", value(2))
                        .withIndex(index)));
                continue;
            }
            String f = open[process] ? function[process] : FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
            EventType type = open[process] ? EventType.values()[1 + random.nextInt(3)] : EventType.INVOKE;
            events.add(decorated(Event.of(type, process(process), f, value(3)).withIndex(index)));
            open[process] = !open[process];
            function[process] = f;
        }
        return events;
    }

    private static ProcessId process(int number) {
        return switch (number) {
            case 3 -> new ProcessId("a string");
            case 4 -> ProcessId.named("loader");
            default -> ProcessId.client(number * 1_000_000_007L);
        };
    }

    private Event decorated(Event event) {
        Event at = random.nextInt(3) == 0 ? event : event.at(random.nextLong() & Long.MAX_VALUE);
        Event withError = random.nextInt(6) == 0 ? at.withError(value(1)) : at;
        Event withNode = random.nextInt(6) == 0 ? withError.with("node", "n" + random.nextInt(3)) : withError;
        return random.nextInt(12) == 0 ? withNode.with("my/extra", value(2)) : withNode;
    }

    @Nullable
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 22 : 16)) {
            case 0, 1 -> null;
            case 2, 3, 4 -> random.nextInt(10);
            case 5 -> random.nextInt();
            case 6 -> random.nextLong();
            case 7 -> Keyword.of("k" + random.nextInt(9));
            case 8, 9 -> "text " + random.nextInt(9);
            case 10 -> "żółw \uD83D\uDE00 \"quoted\"\n".substring(random.nextInt(5));
            case 11 -> random.nextDouble();
            case 12 -> random.nextBoolean();
            case 13 -> (char) ('a' + random.nextInt(26));
            case 14 -> new Symbol("s" + random.nextInt(9));
            case 15 ->
                Edn.parse(List.of("1/3", "12345678901234567890N", "1.50M", "##Inf")
                        .get(random.nextInt(4)));
            case 16, 17 -> Arrays.asList(value(depth - 1), value(depth - 1));
            case 18 -> list(depth);
            case 19 -> new LinkedHashSet<>(list(depth));
            case 20 -> new Tagged(new Symbol("my/tag"), value(depth - 1));
            default -> map(depth);
        };
    }

    private List<@Nullable Object> list(int depth) {
        @Nullable Object[] elements = new Object[random.nextInt(5)];
        Arrays.setAll(elements, i -> value(depth - 1));
        return Arrays.asList(elements);
    }

    private Map<@Nullable Object, @Nullable Object> map(int depth) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put(value(depth - 1), value(depth - 1));
        }
        return map;
    }

    /** The event as EDN with its keys in any order and blanks of any kind. */
    String text(Event event) {
        List<String> members = new ArrayList<>();
        members.add(":type " + Keyword.of(event.type().word()));
        members.add(":process " + Edn.print(event.process().name()));
        members.add(":f " + (Keyword.isValid(event.function()) ? ":" + event.function() : Edn.print(event.function())));
        members.add(":value" + blank() + Edn.print(event.value()));
        members.add(":index " + event.index());
        if (event.time() >= 0) {
            members.add(":time " + event.time());
        }
        if (event.error() != null) {
            members.add(":error " + Edn.print(event.error()));
        }
        event.extra().forEach((key, value) -> members.add(Edn.print(key) + " " + Edn.print(value)));
        Collections.shuffle(members, random);
        StringBuilder text = new StringBuilder("{");
        for (String member : members) {
            text.append(text.length() == 1 ? "" : random.nextInt(9) == 0 ? blank() : ", ")
                    .append(member);
        }
        return text.append(random.nextInt(9) == 0 ? blank() : "").append('}').toString();
    }

    private String blank() {
        return random.nextInt(4) == 0
                ? List.of(" ; why}\n", " #_{:a 1} ", "\n ", " , ,").get(random.nextInt(4))
                : " ";
    }
}
