package dev.faultline.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final StagedCluster cluster = new StagedCluster(3);
    private final Watch watch = new Watch(cluster.field);

    private List<String> incidentsAfterThreeLooks() {
        watch.check("before F1");
        watch.check("after F1");
        watch.check("at the end");
        return watch.incidents();
    }

    @Test
    void a_cluster_that_is_left_alone_has_no_incidents() {
        assertThat(incidentsAfterThreeLooks()).isEmpty();
    }

    @Test
    void an_exit_that_nobody_asked_for_is_told_once() {
        cluster.host("n2").crash();
        assertThat(incidentsAfterThreeLooks())
                .containsExactly("staged on n2 had exited before F1, and no fault had killed it");
    }

    @Test
    void a_restart_that_nobody_asked_for_is_told_once() {
        cluster.host("n3").start();
        assertThat(incidentsAfterThreeLooks())
                .containsExactly("staged on n3 was another process before F1, and no fault had restarted it");
    }

    @Test
    void a_changed_namespace_is_told_once_with_what_it_was() {
        cluster.network.changeFingerprint("n1");
        assertThat(incidentsAfterThreeLooks())
                .containsExactly("the network namespace, rules or proxy of n1 had changed before F1:"
                        + " netns 4026532 of n1 became netns 4026999 of n1");
    }

    @Test
    void what_was_asked_for_is_no_incident() {
        cluster.host("n2").start();
        watch.restarted(List.of("n2"), "after F1");
        assertThat(incidentsAfterThreeLooks()).isEmpty();
    }

    @Test
    void expecting_a_change_on_one_node_excuses_no_other() {
        cluster.host("n2").start();
        cluster.host("n3").crash();
        watch.restarted(List.of("n2"), "after F1");
        assertThat(incidentsAfterThreeLooks()).singleElement().asString().startsWith("staged on n3 had exited");
    }

    @Test
    void a_restart_that_did_not_last_is_told() {
        cluster.host("n2").crash();
        watch.restarted(List.of("n2"), "after F1");
        assertThat(incidentsAfterThreeLooks()).containsExactly("staged on n2 did not run when restarted after F1");
    }

    @Test
    void a_restart_excuses_no_changed_namespace() {
        cluster.host("n2").start();
        cluster.network.changeFingerprint("n2");
        watch.restarted(List.of("n2"), "after F1");
        assertThat(incidentsAfterThreeLooks()).singleElement().asString().contains("of n2 had changed before F1");
    }
}
