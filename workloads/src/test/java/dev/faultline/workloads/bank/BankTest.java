package dev.faultline.workloads.bank;

import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.phases;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.client.Transactions;
import dev.faultline.harness.client.Workload.Shape;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.run.Interpreter;
import dev.faultline.harness.run.Recorder;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The workload for ten virtual seconds on rows in memory; one answer in fifty is lost. */
class BankTest {
    private static final Shape SHAPE = new Shape(1, 5, 100, Duration.ofSeconds(10));

    private final Bank workload = new Bank();
    private final Options options = Options.resolve(workload.options(), Map.of("accounts", "4", "balance", "3"));
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<Event> events = new ArrayList<>();
    private int performed;

    /** Rows in memory, of which a careless one lets a transaction of more than one row read what was before the last one. */
    private static final class Memory implements Transactions {
        private final boolean careless;
        private Map<Long, Long> rows = new TreeMap<>();
        private Map<Long, Long> before = new TreeMap<>();

        Memory(boolean careless) {
            this.careless = careless;
        }

        @Override
        public <T> T transact(Body<T> body) throws Exception {
            Map<Long, Long> seen = careless && !before.isEmpty() ? before : rows;
            Map<Long, Long> after = new TreeMap<>(rows);
            T result = body.in(new Transaction() {
                @Override
                public Map<Long, Long> read(Collection<Long> numbers) {
                    Map<Long, Long> read = new TreeMap<>(numbers.size() > 2 ? rows : seen);
                    read.keySet().retainAll(numbers);
                    return read;
                }

                @Override
                public void write(long row, long value) {
                    after.put(row, value);
                }

                @Override
                public List<Long> list(long list) {
                    throw new AssertionError("a bank has no lists");
                }

                @Override
                public void append(long list, long element) {
                    throw new AssertionError("a bank has no lists");
                }
            });
            before = rows;
            rows = after;
            return result;
        }

        @Override
        public void close() {}
    }

    private Accounts accounts(boolean careless) throws Exception {
        Accounts accounts = new Accounts(new Memory(careless), 4, 3);
        workload.prepare(accounts);
        return accounts;
    }

    private History run(Accounts accounts) throws InterruptedException {
        Recorder recorder = new Recorder() {
            @Override
            public void invoked(Invocation i) {
                record(i, EventType.INVOKE, i.nanos(), i.value());
            }

            @Override
            public void completed(Invocation i, long nanos, Completion completion) {
                record(i, EventType.valueOf(completion.outcome().name()), nanos, completion.value());
            }
        };
        new Interpreter(
                        scheduler,
                        new Seed(1),
                        SHAPE.clients(),
                        (invocation, done) -> perform(accounts, invocation, done),
                        (invocation, done) -> perform(accounts, invocation, done),
                        recorder)
                .run(phases(
                        onClients(workload.operations(SHAPE, options)
                                .stagger(Duration.ofNanos(Math.round(1e9 / SHAPE.rate())))
                                .timeLimit(SHAPE.timeLimit())),
                        onClients(workload.finalOperations(SHAPE, options))));
        return History.of(events);
    }

    private void record(Invocation i, EventType type, long nanos, @Nullable Object value) {
        events.add(Event.of(type, ProcessId.client(i.process()), i.function(), value)
                .at(nanos));
    }

    private void perform(Accounts accounts, Invocation invocation, Consumer<Completion> done) {
        Completion answer;
        try {
            answer = workload.apply(accounts, invocation);
        } catch (Exception e) {
            throw new AssertionError("rows in memory do not fail", e);
        }
        Completion told = ++performed % 50 == 0 ? Completion.info(invocation.value(), "lost") : answer;
        scheduler.at(scheduler.nanos() + 10_000_000, () -> done.accept(told));
    }

    @Test
    void a_bank_whose_transfers_see_one_another_is_valid_and_refuses_what_is_not_there() throws Exception {
        History history = run(accounts(false));
        assertThat(workload.checker(options).check(history)).isInstanceOf(Valid.class);
        assertThat(history.operations())
                .filteredOn(operation -> operation.function().equals("transfer"))
                .extracting(operation -> operation.outcome().word())
                .contains("ok", "fail", "info");
    }

    @Test
    void a_bank_whose_transfers_overwrite_one_another_is_invalid() throws Exception {
        assertThat(workload.checker(options).check(run(accounts(true))))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.witness().summary()).contains("read balances that sum up to "));
    }

    @Test
    void no_transfer_leads_back_to_where_it_came_from_and_every_client_reads_in_the_end() throws Exception {
        List<Operation> operations = run(accounts(false)).operations();
        assertThat(operations)
                .filteredOn(operation -> operation.function().equals("transfer"))
                .hasSizeGreaterThan(300)
                .noneMatch(operation -> {
                    List<?> parts = List.copyOf(((Map<?, ?>) operation.argument()).values());
                    return parts.get(0).equals(parts.get(1));
                });
        assertThat(operations.subList(operations.size() - SHAPE.clients(), operations.size()))
                .allMatch(operation -> operation.function().equals("read"));
    }

    @Test
    void an_account_that_is_gone_fails_a_transfer_and_is_missing_in_a_read() throws Exception {
        Accounts none = new Accounts(new Memory(false), 4, 3);
        assertThat(none.read()).isEmpty();
        assertThatThrownBy(() -> none.transfer(0, 1, 1))
                .isInstanceOf(DefiniteFailure.class)
                .hasMessage("no account 0");
    }

    @Test
    void an_operation_that_a_bank_does_not_have_is_refused() {
        assertThatThrownBy(() -> workload.apply(accounts(false), new Invocation(0, 0, 0, "pop", null)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
