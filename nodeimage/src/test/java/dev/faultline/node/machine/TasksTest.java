package dev.faultline.node.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.Bug;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.TaskOperation;
import dev.faultline.node.protocol.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task is given out until it is done, and takes effect once. */
class TasksTest {
    private final Driver driver = new Driver();

    @Test
    void a_task_is_open_until_the_node_that_has_it_did_it() {
        driver.once(new TaskOperation.Submit(7));
        assertThat(driver.machine.openTasks()).containsExactly(new Task(7, 0, 0, 0));
        assertThat(assign(driver, 3)).isEqualTo(Ok.of(1));
        assertThat(driver.machine.openTasks()).containsExactly(new Task(7, 3, 1, 0));
        assertThat(complete(driver, 1, 3)).isEqualTo(Ok.of(1));
        assertThat(driver.machine.openTasks()).isEmpty();
        assertThat(driver.once(new TaskOperation.Tasks()))
                .isEqualTo(new Ok(new Value.Rows(List.of(new Value.Numbers(List.of(7L, 1L, 3L, 1L))))));
    }

    @Test
    void a_task_takes_effect_once_however_often_its_node_says_that_it_is_done() {
        driver.once(new TaskOperation.Submit(7));
        assign(driver, 3);
        complete(driver, 1, 3);
        assertThat(complete(driver, 1, 3)).isEqualTo(Ok.of(0));
        assertThat(effects(driver)).isEqualTo(1);
    }

    @Test
    void the_completion_of_an_attempt_that_was_given_up_does_not_count() {
        driver.once(new TaskOperation.Submit(7));
        assign(driver, 3);
        assertThat(assign(driver, 2)).isEqualTo(Ok.of(2));
        assertThat(complete(driver, 1, 3)).isEqualTo(Ok.of(0));
        assertThat(complete(driver, 2, 3)).isEqualTo(Ok.of(0));
        assertThat(driver.machine.openTasks()).hasSize(1);
        assertThat(complete(driver, 2, 2)).isEqualTo(Ok.of(1));
        assertThat(complete(driver, 1, 3)).isEqualTo(Ok.of(0));
        assertThat(effects(driver)).isEqualTo(1);
    }

    @Test
    void nor_does_that_of_an_earlier_attempt_of_the_same_node() {
        driver.once(new TaskOperation.Submit(7));
        assign(driver, 3);
        assign(driver, 3);
        assertThat(complete(driver, 1, 3)).isEqualTo(Ok.of(0));
        assertThat(complete(driver, 2, 3)).isEqualTo(Ok.of(1));
    }

    @Test
    void with_the_planted_bug_each_node_that_did_it_has_an_effect() {
        Driver broken = new Driver(Bug.TASK_DONE_TWICE);
        broken.once(new TaskOperation.Submit(7));
        assign(broken, 3);
        assign(broken, 2);
        complete(broken, 1, 3);
        complete(broken, 2, 2);
        assertThat(effects(broken)).isEqualTo(2);
    }

    @Test
    void submitting_a_task_that_is_there_changes_nothing() {
        driver.once(new TaskOperation.Submit(7));
        assign(driver, 3);
        complete(driver, 1, 3);
        driver.once(new TaskOperation.Submit(7));
        assertThat(driver.machine.openTasks()).isEmpty();
        assertThat(effects(driver)).isEqualTo(1);
    }

    @Test
    void what_is_done_or_unknown_is_not_given_out() {
        assertThat(assign(driver, 1)).isInstanceOf(Response.Refused.class);
        assertThat(complete(driver, 1, 1)).isInstanceOf(Response.Refused.class);
        driver.once(new TaskOperation.Submit(7));
        assign(driver, 3);
        complete(driver, 1, 3);
        assertThat(assign(driver, 1)).isInstanceOf(Response.Refused.class);
    }

    private static Response assign(Driver driver, int node) {
        return driver.apply(new LogCommand.Assigned(7, node));
    }

    private static Response complete(Driver driver, long attempt, int node) {
        return driver.apply(new LogCommand.Completed(7, attempt, node));
    }

    private static long effects(Driver driver) {
        Value.Rows rows = (Value.Rows) ((Ok) driver.machine.read(new TaskOperation.Tasks())).value();
        return rows.values().get(0).values().get(1);
    }
}
