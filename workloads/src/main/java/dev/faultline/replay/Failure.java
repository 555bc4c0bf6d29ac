package dev.faultline.replay;

import dev.faultline.checkers.history.History;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.report.Report;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Clock;
import dev.faultline.sim.SimulationProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A simulated run that is judged and was not valid: it can be made again, and told. */
public final class Failure {
    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private final Test test;
    private final RunFolder run;

    /** @param run of the test; its verdict is written */
    public Failure(Test test, RunFolder run) {
        this.test = test;
        this.run = run;
    }

    /**
     * A run that is over, when it is a failure.
     *
     * @param provider that the run's cluster came from
     * @return empty when there is nothing to explain, or when the run cannot be made again
     */
    public static Optional<Failure> of(Test test, Provider provider, RunFolder run, String verdict) {
        return provider instanceof SimulationProvider && !verdict.equals("valid")
                ? Optional.of(new Failure(test, run))
                : Optional.empty();
    }

    /** Writes {@code replay.json} beside the run. */
    public void keep() {
        Json.write(run.recipe(), ReplayRecord.of(run, test.words()));
    }

    /**
     * Makes the run again to see what went on around its first violation. Writes nothing.
     *
     * @return empty when the verdict names no operation
     * @throws IllegalStateException when something else came out
     */
    public Optional<StoryRecord> story(Clock clock) throws InterruptedException {
        History history = Histories.read(run.history());
        Violation violation = Violation.first(Json.read(run.verdict(), VerdictRecord.class), history)
                .orElse(null);
        if (violation == null) {
            return Optional.empty();
        }
        Window window = Window.around(violation);
        TestRecord record = Json.read(run.test(), TestRecord.class);
        List<Tracer> tracers = new ArrayList<>();
        SimulationProvider watched = new SimulationProvider().watchedBy(world -> {
            Tracer tracer = new Tracer(world, window, record.originNanos());
            tracers.add(tracer);
            return tracer;
        });
        try (Rerun again = Rerun.of(test, watched, clock)) {
            if (!Histories.same(run.history(), again.folder().history())) {
                throw new IllegalStateException(
                        "the run that was made again from its seed is another one: its story would be wrong");
            }
        }
        FaultsRecord faults = Json.read(run.faults(), FaultsRecord.class);
        return Optional.of(new Traced(window, violation).story(tracers.get(0), history, faults, record.nodes()));
    }

    /** As {@link #story}, shown beside the run. A story that cannot be had is no reason to lose the run. */
    public void tell(Clock clock) throws InterruptedException {
        try {
            Optional<StoryRecord> story = story(clock);
            if (story.isPresent()) {
                show(run, story.get());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the story of {} cannot be told", run.path(), e);
        }
    }

    /** Writes the story beside the run and draws its report with it. */
    public static void show(RunFolder run, StoryRecord story) throws IOException {
        Json.write(run.story(), story);
        Report.write(run);
    }
}
