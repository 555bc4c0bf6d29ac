package dev.faultline.harness.generator;

import static dev.faultline.harness.generator.Generators.cycle;
import static dev.faultline.harness.generator.Generators.log;
import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.sleep;
import static dev.faultline.harness.generator.Generators.then;
import static dev.faultline.harness.generator.Generators.together;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.run.Rehearsal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RunLogTest {
    private static final Generator READS = repeat(Operation.of("read"));
    private final Logger logger = (Logger) LoggerFactory.getLogger(RunLog.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
    }

    private List<String> lines() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void a_line_is_logged_once_when_its_turn_comes_however_often_it_is_asked() {
        Generator story = then(log("before"), sleep(ofMillis(30)), log("after"), READS.limit(3), log("end"));
        Rehearsal.with(2).run(together(onClients(story.delay(ofMillis(50)))));
        assertThat(lines()).containsExactly("at 0.000 s: before", "at 0.030 s: after", "at 0.130 s: end");
    }

    @Test
    void a_cycle_logs_in_each_round_and_one_of_lines_alone_ends() {
        Rehearsal.with(1)
                .run(onClients(then(
                        cycle(then(log("round"), once(Operation.of("a")))).limit(3), cycle(log("alone")))));
        assertThat(lines())
                .containsExactly(
                        "at 0.000 s: round",
                        "at 0.000 s: round", // its turn comes when the operation before has begun, not ended
                        "at 0.001 s: round",
                        "at 0.002 s: alone",
                        "at 0.002 s: alone");
    }

    @Test
    void a_trace_logs_each_of_its_own_operations_once_and_changes_none() {
        Generator traced = READS.trace("r").stagger(ofMillis(3)).limit(40);
        Rehearsal rehearsal =
                Rehearsal.with(2).eachEnds(i -> i.nanos() == 0 ? Completion.info(i.value(), "lost") : Completion.ok(5));
        assertThat(rehearsal.run(onClients(traced)).events())
                .isEqualTo(rehearsal
                        .run(onClients(READS.stagger(ofMillis(3)).limit(40)))
                        .events());
        assertThat(lines()).hasSize(40);
        assertThat(lines().get(0)).matches("at 0\\.001 s: r: process [01] read null from 0\\.000 s: info null, lost");
        assertThat(lines().get(1)).matches("at .* s: r: process [0-3] read null from .* s: ok 5");
    }

    @Test
    void a_trace_does_not_log_what_its_neighbours_do() {
        Generator writes = repeat(Operation.of("write")).limit(10);
        Rehearsal.with(2).run(onClients(together(READS.limit(10).trace("r"), writes)));
        assertThat(lines()).hasSize(10).allSatisfy(line -> assertThat(line).contains("r: process", "read"));
    }
}
