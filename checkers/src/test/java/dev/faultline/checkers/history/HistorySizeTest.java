package dev.faultline.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistorySizeTest {
    @ParameterizedTest
    @EnumSource(names = {"SMALL", "UNIQUE", "KEYED", "JSON"})
    void anOperationTakesAtMost64Bytes(UsualHistory.Values values) throws IOException {
        int operations = 50_000;
        byte[] text = UsualHistory.text(operations, 10, values, 1).getBytes(StandardCharsets.UTF_8);

        History history = HistoryReader.read(new ByteArrayInputStream(text), "text", text.length, Set.of());

        assertThat(history.operations()).hasSizeBetween(operations, operations + 10);
        assertThat(history.bytes() / (double) operations).isBetween(46.0, 64.0);
    }
}
