package dev.faultline.checkers.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final @Nullable Object[] VALUES = {null, 1L, 2L, "x"};

    @Test
    void everyModelHasAName() {
        assertThat(Models.names())
                .containsExactly(
                        "cas-register",
                        "cas-register-observed",
                        "counter",
                        "fifo-queue",
                        "kv",
                        "map",
                        "multi-register",
                        "mutex",
                        "owner-mutex",
                        "priority-queue",
                        "reentrant-mutex",
                        "register",
                        "semaphore-2",
                        "set",
                        "stack",
                        "unordered-queue");
        assertThat(Models.names())
                .allSatisfy(name -> assertThat(Models.named(name)).isPresent());
        assertThat(Models.named("semaphore-12")).contains(new Semaphore(12));
        assertThat(Models.named("semaphore-0")).isEmpty();
        assertThat(Models.named("mutex")).contains(new Mutex());
        assertThat(Models.named("mutx")).isEmpty();
    }

    /** The short form that a search uses says the same as the specification, in every state. */
    @Test
    void accessAgreesWithStep() {
        for (Object held : VALUES) {
            List<Operation> calls = registerCalls();
            calls.forEach(call -> assertAgrees(new CasRegister(held), call));
            calls.forEach(call -> assertAgrees(new CasRegister(held, true), call));
            calls.stream()
                    .filter(call -> !call.function().equals("cas"))
                    .forEach(call -> assertAgrees(new Register(held), call));
        }
        for (boolean held : new boolean[] {true, false}) {
            assertAgrees(new Mutex(held), call("acquire", null));
            assertAgrees(new Mutex(held), call("release", null));
        }
    }

    private static <S extends Model<S> & HoldsOneValue> void assertAgrees(S state, Operation call) {
        Access access = state.access(call);
        boolean legal = !access.needs() || Objects.equals(access.needed(), state.held());
        Step<S> step = state.step(call);

        assertThat(step instanceof Step.Next<S>).as("%s in %s", call, state).isEqualTo(legal);
        if (step instanceof Step.Next<S> next) {
            assertThat(next.state().held()).isEqualTo(access.puts() ? access.put() : state.held());
            if (access.changesNothing()) {
                assertThat(next.state()).isEqualTo(state);
            }
        }
        assertThat(state.changesNothing(call)).isEqualTo(access.changesNothing() && !(state instanceof Mutex));
        assertThat(state.functions()).contains(call.function());
    }

    private static List<Operation> registerCalls() {
        List<Operation> calls = new ArrayList<>();
        for (Object value : VALUES) {
            calls.add(call("read", value));
            calls.add(call("write", value));
            for (Object next : VALUES) {
                calls.add(call("cas", Arrays.asList(value, next)));
            }
        }
        return calls;
    }

    private static Operation call(String function, @Nullable Object value) {
        return History.of(Event.invoke(0, function, value), Event.ok(0, function, value))
                .operations()
                .get(0);
    }

    @Test
    void aDeadEndIsExplainedInTheModelsWords() {
        Step<CasRegister> step = new CasRegister("a%s").step(call("read", "b%d"));

        assertThat(((Step.Illegal<CasRegister>) step).message()).isEqualTo("read \"b%d\", but it holds \"a%s\"");
    }
}
