package dev.faultline.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.Response;
import dev.faultline.node.raft.Proposal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a proposal, and when. */
class ProposedTest {
    private static final byte[] RESULT = Response.Ok.of(1).toBytes();

    private final Proposed proposed = new Proposed();
    private final List<Outcome> outcomes = new ArrayList<>();

    @Test
    void it_had_the_effect_of_the_entry_that_is_applied_if_the_term_is_the_same() {
        proposed.await(new Proposal(7, 2), outcomes::add);
        proposed.applied(7, 2, RESULT);
        assertThat(outcomes).containsExactly(new Outcome.Final(Response.Ok.of(1)));
    }

    @Test
    void it_never_has_an_effect_if_the_term_is_another() {
        proposed.await(new Proposal(7, 2), outcomes::add);
        proposed.applied(7, 3, RESULT);
        assertThat(outcomes).hasOnlyElementsOfType(Outcome.NotServed.class).hasSize(1);
    }

    /** Another server may still have the first, and commit it as the next leader: figure 3.8. */
    @Test
    void that_it_is_gone_from_this_log_does_not_mean_that_it_is_gone_from_all() {
        proposed.await(new Proposal(7, 2), outcomes::add);
        proposed.await(new Proposal(7, 4), outcome -> {});
        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Lost.class).hasSize(1);
    }
}
