package dev.faultline.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * One bit, byte or stretch of a valid file is damaged at random: it is then read, or refused in one line that names the place.
 * {@code -Dfaultline.fuzz.flips=1000000} tries more often.
 */
class HistoryFuzzTest {
    private static final int FLIPS = Integer.getInteger("faultline.fuzz.flips", 20_000);

    @Test
    void aDamagedFileIsReadOrRefusedInOneLine() {
        List<byte[]> files = files();
        Random random = new Random(6);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] damaged = damaged(files.get(random.nextInt(files.size())), random);
            refused += isRefused(damaged, i) ? 1 : 0;
        }
        System.out.printf("%d damaged histories: %d read, %d refused%n", FLIPS, FLIPS - refused, refused);
        assertThat(refused).isBetween(FLIPS / 5, FLIPS - FLIPS / 100);
    }

    private static boolean isRefused(byte[] text, int flip) {
        try {
            History history = HistoryReader.read(new ByteArrayInputStream(text), "text", text.length, Set.of());
            assertThat(history.columns().size()).isLessThanOrEqualTo(history.size());
            return false;
        } catch (HistoryFormatException e) {
            assertThat(e.getMessage()).as("flip %s", flip).matches("text:[1-9][0-9]*:[1-9][0-9]*: expected .{1,300}");
            return true;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new AssertionError("flip " + flip + ": " + new String(text, StandardCharsets.UTF_8), e);
        }
    }

    private static byte[] damaged(byte[] original, Random random) {
        byte[] text = original.clone();
        int at = random.nextInt(text.length);
        switch (random.nextInt(4)) {
            case 0, 1 -> text[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> text[at] = (byte) random.nextInt(256);
            default -> System.arraycopy(text, at, text, random.nextInt(at + 1), Math.min(9, text.length - at));
        }
        return text;
    }

    private static List<byte[]> files() {
        List<String> files = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            RandomEvents made = new RandomEvents(new Random(seed));
            List<Event> events = made.events(1 + seed % 8);
            files.add(events.stream().map(made::text).collect(Collectors.joining("\n")));
            files.add(events.stream().map(HistoryWriter::line).collect(Collectors.joining("\n", "[", "]")));
            files.add(simple(events.size()));
            files.add("{\"process\": 0, \"type\": \"invoke\", \"f\": \"read\", \"value\": [null, 1e3, \"\\u0105ż\"]}\n"
                    + "{\"process\": 0, \"type\": \"ok\", \"f\": \"read\", \"value\": " + seed + ", \"time\": 7}");
        }
        return files.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** As Jepsen writes them. */
    private static String simple(int operations) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < operations; i++) {
            for (String type : List.of("invoke", "ok")) {
                text.append("{:process ")
                        .append(i)
                        .append(", :type :")
                        .append(type)
                        .append(", :f :write, :value [")
                        .append(i)
                        .append(" 1], :index ")
                        .append(2 * i + (type.equals("ok") ? 1 : 0))
                        .append("}\n");
            }
        }
        return text.toString();
    }
}
