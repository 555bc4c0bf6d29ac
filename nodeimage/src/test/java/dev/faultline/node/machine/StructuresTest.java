package dev.faultline.node.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.QueueOperation;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.SetOperation;
import dev.faultline.node.protocol.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registers, sets, counters and queues do what their operations say. */
class StructuresTest {
    private final Driver driver = new Driver();

    @Test
    void a_register_holds_what_was_written_last() {
        assertThat(driver.once(new RegisterOperation.Read("a"))).isEqualTo(Ok.NOTHING);
        driver.once(new RegisterOperation.Write("a", 1L));
        driver.once(new RegisterOperation.Write("b", 2L));
        assertThat(driver.once(new RegisterOperation.Read("a"))).isEqualTo(Ok.of(1));
        driver.once(new RegisterOperation.Write("a", null));
        assertThat(driver.once(new RegisterOperation.Read("a"))).isEqualTo(Ok.NOTHING);
    }

    @Test
    void a_register_is_swapped_only_when_it_is_as_expected() {
        assertThat(driver.once(new RegisterOperation.CompareAndSet("a", 1L, 2L)))
                .isEqualTo(Ok.of(0));
        assertThat(driver.once(new RegisterOperation.CompareAndSet("a", null, 200L)))
                .isEqualTo(Ok.of(1));
        assertThat(driver.once(new RegisterOperation.CompareAndSet("a", null, 3L)))
                .isEqualTo(Ok.of(0));
        assertThat(driver.once(new RegisterOperation.CompareAndSet("a", 200L, 3L)))
                .isEqualTo(Ok.of(1));
        assertThat(driver.once(new RegisterOperation.Read("a"))).isEqualTo(Ok.of(3));
    }

    @Test
    void a_set_holds_each_number_once_in_order() {
        assertThat(driver.once(new SetOperation.Read("s"))).isEqualTo(new Ok(new Value.Numbers(List.of())));
        driver.once(new SetOperation.Add("s", 5));
        driver.once(new SetOperation.Add("s", -3));
        driver.once(new SetOperation.Add("s", 5));
        driver.once(new SetOperation.Add("t", 6));
        assertThat(driver.once(new SetOperation.Read("s"))).isEqualTo(new Ok(new Value.Numbers(List.of(-3L, 5L))));
    }

    @Test
    void a_counter_is_the_sum_of_what_was_added() {
        assertThat(driver.once(new CounterOperation.Read("c"))).isEqualTo(Ok.of(0));
        driver.once(new CounterOperation.Add("c", 5));
        assertThat(driver.once(new CounterOperation.Add("c", -7))).isEqualTo(Ok.of(-2));
        assertThat(driver.once(new CounterOperation.Read("c"))).isEqualTo(Ok.of(-2));
    }

    @Test
    void a_queue_gives_first_what_came_first() {
        assertThat(driver.once(new QueueOperation.Dequeue("q"))).isEqualTo(Ok.NOTHING);
        driver.once(new QueueOperation.Enqueue("q", 1));
        driver.once(new QueueOperation.Enqueue("q", 2));
        driver.once(new QueueOperation.Enqueue("r", 3));
        assertThat(driver.once(new QueueOperation.Dequeue("q"))).isEqualTo(Ok.of(1));
        assertThat(driver.once(new QueueOperation.Dequeue("q"))).isEqualTo(Ok.of(2));
        assertThat(driver.once(new QueueOperation.Dequeue("q"))).isEqualTo(Ok.NOTHING);
    }
}
