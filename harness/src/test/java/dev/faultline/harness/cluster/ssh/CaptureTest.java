package dev.faultline.harness.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CaptureTest {

    @Test
    void what_fits_is_kept_as_it_is() throws IOException {
        try (Capture capture = new Capture()) {
            capture.write("grün ".repeat(1000).getBytes(StandardCharsets.UTF_8));
            capture.write('!');
            assertThat(capture.text()).isEqualTo("grün ".repeat(1000) + "!");
        }
    }

    @Test
    void what_is_too_much_is_cut_and_said() throws IOException {
        byte[] chunk = new byte[Capture.BYTES_MAX / 4 + 1];
        try (Capture capture = new Capture()) {
            for (int i = 0; i < 8; i++) {
                capture.write(chunk);
            }
            assertThat(capture.text())
                    .hasSizeBetween(Capture.BYTES_MAX, Capture.BYTES_MAX + 100)
                    .contains("[cut here");
        }
    }

    @Test
    void its_end_can_be_awaited() throws InterruptedException {
        Capture capture = new Capture();
        assertThat(capture.awaitClose(1)).isFalse();
        capture.close();
        assertThat(capture.awaitClose(1)).isTrue();
    }
}
