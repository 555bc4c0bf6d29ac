package dev.faultline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.node.Env;
import dev.faultline.node.sim.Dice;
import dev.faultline.node.sim.EventQueue;
import dev.faultline.node.sim.World;
import dev.faultline.node.sim.WorldOptions;
import org.junit.jupiter.api.Test;

/** What nodes say, as a story tells it. */
class TracerTest {
    private final Tracer tracer =
            new Tracer(new World(new EventQueue(), Dice.source(1), WorldOptions.calm()), new Window(0, 1000, 1000), 0);

    @Test
    void nodesHaveTheirNamesAndTermsTheirNumbers() {
        tracer.told(1, 2, new Env.Event("follows", "follows 4", 4, 4));
        tracer.told(2, 4, new Env.Event("leads", "leads term 4", 4, 4));
        assertThat(tracer.events()).extracting(StoryRecord.Event::text).containsExactly("n4", "term 4");
    }
}
