package dev.faultline.checkers.linear;

import dev.faultline.checkers.generate.GeneratedHistory;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.verdict.Verdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deciding 10,000 operations of ten clients on a register with compare-and-set: by the algorithm that is chosen, and by search. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinearizabilityBenchmark {
    @Param({"true", "false"})
    public boolean uniqueValues;

    @Param({"0", "0.01"})
    public double crashRate;

    @Param({"true", "false"})
    public boolean violated;

    private History history = History.of();

    @Setup
    public void generate() {
        history = new GeneratedHistory("cas-register", 10_000, 10, 1, uniqueValues, crashRate, violated, 1).history();
    }

    @Benchmark
    public Verdict auto() {
        return Linearizability.of(new CasRegister()).unexplained().check(history);
    }

    @Benchmark
    public Verdict search() {
        return Linearizability.of(new CasRegister())
                .algorithm(Algorithm.SEARCH)
                .unexplained()
                .check(history);
    }
}
