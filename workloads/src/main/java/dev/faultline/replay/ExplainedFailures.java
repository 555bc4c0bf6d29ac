package dev.faultline.replay;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.run.Aftermath;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Clock;
import java.util.Optional;

/** Leaves with every simulated failure what makes it again, and with every violation its story. */
public final class ExplainedFailures implements Aftermath {
    @Override
    public void judged(Test test, Provider provider, RunFolder folder, VerdictRecord verdict, Clock clock)
            throws InterruptedException {
        Optional<Failure> failure = Failure.of(test, provider, folder, verdict.verdict());
        if (failure.isPresent()) {
            failure.get().keep();
            if (verdict.verdict().equals("invalid")) {
                failure.get().tell(clock);
            }
        }
    }
}
