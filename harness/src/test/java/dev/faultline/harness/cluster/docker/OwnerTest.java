package dev.faultline.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.cluster.docker.Owner.State;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnerTest {
    private final Owner self = Owner.current();

    @Test
    void this_process_is_alive() {
        assertThat(self.stateSeenBy(self)).isEqualTo(State.ALIVE);
    }

    @Test
    void another_process_with_a_recycled_id_is_not_the_owner() {
        Owner before = new Owner(self.pid(), self.start() - 1, self.boot(), self.namespace());
        assertThat(before.stateSeenBy(self)).isEqualTo(State.DEAD);
    }

    @Test
    void of_another_boot_or_namespace_nothing_can_be_said() {
        assertThat(new Owner(self.pid(), self.start(), "another-boot", self.namespace()).stateSeenBy(self))
                .isEqualTo(State.ELSEWHERE);
        assertThat(new Owner(self.pid(), self.start(), self.boot(), "1").stateSeenBy(self))
                .isEqualTo(State.ELSEWHERE);
    }

    @Test
    void a_label_is_read_as_it_was_written() {
        assertThat(Owner.parse(self.label())).contains(self);
        assertThat(Owner.parse("")).isEmpty();
        assertThat(Owner.parse("12:34")).isEmpty();
        assertThat(Owner.parse("a:b:c:d")).isEmpty();
    }

    @Test
    void a_start_time_is_found_behind_any_name() {
        String stat = "4711 (a) b (c)) S 1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 2 3";
        assertThat(Owner.startIn(stat)).isEqualTo(987654);
    }

    @Test
    void the_sweep_spares_the_living_and_what_is_not_ours() {
        Owner dead = new Owner(self.pid(), self.start() - 1, self.boot(), self.namespace());
        Owner elsewhere = new Owner(1, 1, "another-boot", "1");
        assertThat(Sweep.isDead(self.labels("run"), Set.of(), self)).isFalse();
        assertThat(Sweep.isDead(dead.labels("run"), Set.of(dead.label()), self)).isTrue();
        assertThat(Sweep.isDead(elsewhere.labels("run"), Set.of(elsewhere.label()), self))
                .isFalse();
        assertThat(Sweep.isDead(elsewhere.labels("run"), Set.of(), self)).isTrue();
        assertThat(Sweep.isDead(Map.of(Owner.LABEL, "somebody"), Set.of(), self))
                .isFalse();
        assertThat(Sweep.isDead(Map.of(), Set.of(), self)).isFalse();
    }
}
