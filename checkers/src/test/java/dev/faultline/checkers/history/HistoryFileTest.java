package dev.faultline.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {
    @TempDir
    Path folder;

    @Test
    void anEventIsWrittenAsOneLineOfJepsensFormat() {
        Event event = Event.invoke(0, "write", List.of("k", 1)).withIndex(0).at(123);

        assertThat(HistoryWriter.line(event))
                .isEqualTo("{:index 0, :type :invoke, :process 0, :f :write, :value [\"k\" 1], :time 123}");
    }

    @Test
    void errorsAndExtraKeysFollow() {
        Event event =
                Event.info(3, "read", null).withIndex(9).withError("timed out").with("node", "n2");

        assertThat(HistoryWriter.line(event))
                .isEqualTo("{:index 9, :type :info, :process 3, :f :read, :value nil, :error \"timed out\","
                        + " :node \"n2\"}");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        History history = History.of(
                Event.invoke(0, "write", "<script>alert(1)</script>\n\"\u0000").at(5),
                Event.of(EventType.INFO, ProcessId.NEMESIS, "cut", Arrays.asList("n1", null)),
                Event.info(0, "write", null).withError(List.of(Keyword.of("timeout"), 1.5)),
                Event.invoke(1, "odd function: {}", List.of()).with("node", "n1\u2028"),
                Event.ok(1, "odd function: {}", new Symbol("x")));
        Path file = folder.resolve("history.edn");
        HistoryWriter.write(history, file);

        assertThat(History.read(file)).isEqualTo(history);
        assertThat(Files.readAllLines(file)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{:type :invoke :f :read :process 0}\n{:type :ok, :f :read, :value 3, :process 0}",
                "[{:type :invoke, :f :read, :process 0} {:type :ok, :f :read, :value 3, :process 0}]",
                "({:type :invoke, :f :read, :process 0}\n ; why\n {:type :ok, :f :read, :value 3, :process 0})",
                "#_{:a 1} #jepsen.history.Op{:type :invoke, :f :read, :process 0}"
                        + "{:type :ok, :f :read, :value 3, :process 0}\n",
                "{:type :invoke :f :read} {:type :ok :f :read :value 3}",
                "{:type :invoke :f \"read\" :process \"a\"} {:type :ok :f read :value 3 :process \"a\"}",
            })
    void everyLayoutOfAHistoryIsRead(String text) throws IOException {
        List<Operation> operations = read(text).operations();

        assertThat(operations).hasSize(1);
        assertThat(operations.get(0).function()).isEqualTo("read");
        assertThat(operations.get(0).value()).isEqualTo(3L);
        assertThat(operations.get(0).invokedAt()).isEqualTo(-1);
    }

    @Test
    void anEmptyFileIsAnEmptyHistory() throws IOException {
        assertThat(read(" \n; nothing\n").size()).isZero();
    }

    @Test
    void anErrorNamesFileLineAndColumn() throws IOException {
        assertRefused("{:type :invoke, :process 0}\n  {:type :done, :process 0}", 2, 3, ":invoke, :ok, :fail or :info");
        assertRefused("[{:type :invoke, :process 0}\n7]", 2, 1, "an event");
        assertRefused("{:type :ok, :process 0}", 1, 1, "an invocation by process 0 before its ok");
        assertRefused("{:type :invoke, :process 1.5}", 1, 1, ":process to be a whole number or a name");
        assertRefused("{:type :invoke, :time -4}", 1, 1, ":time to be a whole number of at least 0");
        assertRefused("{:type :invoke", 1, 15, "}, but the input ends");
    }

    private void assertRefused(String text, long line, long column, String expectation) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.edn"), text);
        assertThatThrownBy(() -> History.read(file))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageStartingWith(file + ":" + line + ":" + column + ": expected ")
                .hasMessageContaining(expectation);
    }

    @Test
    void aFileTornAnywhereYieldsTheEventsThatAreWhole() throws IOException {
        History whole = History.of(
                Event.invoke(0, "write", "zażółć \uD83D\uDE00"),
                Event.ok(0, "write", "zażółć \uD83D\uDE00"),
                Event.invoke(0, "read", null));
        Path file = folder.resolve("whole.edn");
        HistoryWriter.write(whole, file);
        byte[] bytes = Files.readAllBytes(file);
        int[] lineEnds = ends(bytes);
        for (int length = 0; length <= bytes.length; length++) {
            Path torn = folder.resolve("torn.edn");
            Files.write(torn, Arrays.copyOf(bytes, length));
            int end = length;
            int complete = (int) Arrays.stream(lineEnds).filter(at -> at <= end).count();
            boolean atEdge = length == 0
                    || bytes[length - 1] == '\n'
                    || Arrays.stream(lineEnds).anyMatch(at -> at == end);

            Recovered recovered = History.recover(torn);

            assertThat(recovered.history().events()).isEqualTo(whole.events().subList(0, complete));
            assertThat(recovered.dropped().isPresent()).isEqualTo(!atEdge);
        }
    }

    /** Where each line's last brace ends. */
    private static int[] ends(byte[] bytes) {
        return IntStream.range(0, bytes.length).filter(i -> bytes[i] == '\n').toArray();
    }

    @Test
    void damageInTheMiddleIsNotRecovered() throws IOException {
        Path file = Files.writeString(folder.resolve("damaged.edn"), "{:type :invoke, :process ]}\n{:type :ok}\n");

        assertThatThrownBy(() -> History.recover(file)).isInstanceOf(HistoryFormatException.class);
    }

    @Test
    void aLineInTheMiddleThatSwallowsTheRestIsNotTakenForATornEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("swallowing.edn"), """
                {:type :invoke, :process 0, :f :read, :value nil}
                {:type :ok, :process 0, :f :read, :value [1}
                {:type :invoke, :process 1, :f :read, :value nil}
                """.replace("[1}", "{1 "));

        assertThatThrownBy(() -> History.recover(file)).isInstanceOf(HistoryFormatException.class);
    }

    @Test
    void theWriterNumbersEventsAndDoesNotOverwrite() throws IOException {
        Path file = folder.resolve("log.edn");
        try (HistoryWriter writer = HistoryWriter.create(file)) {
            assertThat(writer.append(Event.invoke(0, "read", null)).index()).isZero();
            assertThat(writer.append(Event.ok(0, "read", 1)).index()).isEqualTo(1);
            assertThat(History.read(file).size()).as("visible before close").isEqualTo(2);
        }
        assertThatThrownBy(() -> HistoryWriter.create(file)).isInstanceOf(IOException.class);
    }

    @Test
    void flippedBytesGiveAHistoryOrOneCleanError() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            text.append(HistoryWriter.line(Event.invoke(i, "write", List.of("k", i))
                            .withIndex(i)
                            .at(i)))
                    .append('\n');
        }
        byte[] original = text.toString().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(5);
        Path file = folder.resolve("flipped.edn");
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] flipped = original.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            try {
                History.read(file);
            } catch (HistoryFormatException e) {
                assertThat(e.getMessage()).startsWith(file + ":").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isBetween(100, 2_900);
    }

    private History read(String text) throws IOException {
        return History.read(Files.writeString(folder.resolve("h.edn"), text));
    }
}
