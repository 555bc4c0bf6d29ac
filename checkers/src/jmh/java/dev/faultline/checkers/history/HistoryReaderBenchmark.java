package dev.faultline.checkers.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading a history of some 20 MB, beside a mere look at each of its bytes; writing it; and putting it in columns. Megabytes a
 * second are the size that is printed, divided by the time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class HistoryReaderBenchmark {
    @Param({"SMALL", "UNIQUE", "KEYED", "TRANSACTIONS", "JSON"})
    public String values = "";

    private byte[] text = {};
    private History history = History.of();
    private Path folder = Path.of("");

    @Setup
    public void write() throws IOException {
        text = UsualHistory.text(120_000, 10, UsualHistory.Values.valueOf(values), 1).getBytes(StandardCharsets.UTF_8);
        history = read();
        folder = Files.createTempDirectory("history-benchmark");
        System.out.printf("%s: %.1f MB%n", values, text.length / 1e6);
    }

    @TearDown(Level.Iteration)
    public void deleteWritten() throws IOException {
        Files.deleteIfExists(folder.resolve("history.edn"));
    }

    @TearDown
    public void deleteFolder() throws IOException {
        Files.deleteIfExists(folder);
    }

    @Benchmark
    public long bytesOnly() {
        long sum = 0;
        for (byte b : text) {
            sum += b;
        }
        return sum;
    }

    @Benchmark
    public History read() throws IOException {
        return HistoryReader.read(new ByteArrayInputStream(text), "text", text.length, Set.of());
    }

    @Benchmark
    public Operations columns() {
        return history.columns();
    }

    @Benchmark
    public long written() throws IOException {
        Path file = folder.resolve("history.edn");
        Files.deleteIfExists(file);
        HistoryWriter.write(history, file);
        return Files.size(file);
    }
}
