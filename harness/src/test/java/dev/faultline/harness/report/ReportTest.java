package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void draw_all() throws IOException {
        Path out = Path.of("/tmp/rep/out");
        Files.createDirectories(out);
        Files.writeString(out.resolve("valid.html"), Report.render(SyntheticRun.valid()));
        Files.writeString(out.resolve("invalid.html"), Report.render(SyntheticRun.invalid()));
        Files.writeString(out.resolve("unknown.html"), Report.render(SyntheticRun.unproved()));
        Files.writeString(out.resolve("empty.html"), Report.render(SyntheticRun.empty()));
        RunData m = SyntheticRun.million();
        long t = System.nanoTime();
        Files.writeString(out.resolve("million.html"), Report.render(m));
        System.out.println("million " + (System.nanoTime() - t) / 1e9);
        assertThat(out).isNotEmptyDirectory();
    }
}
