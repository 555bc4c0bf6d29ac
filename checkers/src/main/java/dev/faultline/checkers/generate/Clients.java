package dev.faultline.checkers.generate;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.ProcessId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Clients that work on objects at random: in each step one of them asks, has its call take effect, or gets its answer. So every call
 * takes effect in one moment between invocation and completion, and the history is linearizable.
 */
final class Clients {
    private static final long STEP_NANOS = 10_000;

    /** Of crashed calls that may still happen, no more are kept. */
    private static final int LATE_MAX = 100;

    private final GeneratedHistory settings;
    private final List<SimulatedObject> objects;
    private final Consumer<Event> sink;
    private final SplitMix random;
    private final Client[] clients;
    private final List<Runnable> late = new ArrayList<>();
    private final int plantAt;
    private int plantingLeft;
    private @Nullable Call planting;
    private int invoked;
    private int open;
    private long steps;
    private long index;

    /** One client: idle, or with a call that has taken effect or not. */
    private static final class Client {
        long process;
        int key;

        @Nullable
        Call call;

        boolean done;
        boolean crashes;
    }

    Clients(GeneratedHistory settings, List<SimulatedObject> objects, Consumer<Event> sink) {
        this.settings = settings;
        this.objects = objects;
        this.sink = sink;
        this.random = new SplitMix(settings.seed());
        this.clients = new Client[settings.concurrency()];
        Arrays.setAll(clients, number -> {
            Client client = new Client();
            client.process = number;
            return client;
        });
        int room = Math.max(settings.operations() / 50, 12 * settings.concurrency());
        this.plantAt = Math.max(settings.operations() - room, settings.operations() / 2);
        this.plantingLeft = settings.violation() ? objects.get(0).plantedCalls() : 0;
    }

    void work() {
        while (invoked < settings.operations() || open > 0) {
            steps++;
            if (!late.isEmpty() && random.below(64) == 0) {
                takeLate().run();
            }
            Client client = clients[random.below(clients.length)];
            if (client.call == null) {
                invoke(client);
            } else if (!client.done) {
                takeEffect(client, client.call);
            } else {
                complete(client, client.call);
            }
        }
    }

    private void invoke(Client client) {
        boolean plants = plantingLeft > 0 && planting == null && invoked >= plantAt;
        if (!plants && invoked >= settings.operations() - plantingLeft) {
            return; // what is left is for the violation
        }
        client.key = plants ? 0 : random.below(objects.size());
        SimulatedObject object = objects.get(client.key);
        Call call = plants ? object.planted(object.plantedCalls() - plantingLeft, random) : object.next(random);
        if (plants) {
            planting = call;
            plantingLeft--;
        }
        client.call = call;
        client.done = false;
        client.crashes = !plants && random.chance(settings.crashRate());
        invoked++;
        open++;
        tell(client, EventType.INVOKE, call, call.argument);
    }

    private void takeEffect(Client client, Call call) {
        SimulatedObject object = objects.get(client.key);
        int fate = client.crashes ? random.below(3) : 0;
        if (fate == 0 && !call.planted) {
            object.apply(call);
        } else if (fate == 1) {
            if (late.size() == LATE_MAX) {
                takeLate();
            }
            late.add(() -> object.apply(call));
        }
        client.done = true;
    }

    private Runnable takeLate() {
        int at = random.below(late.size());
        Runnable taken = late.get(at);
        late.set(at, late.get(late.size() - 1));
        late.remove(late.size() - 1);
        return taken;
    }

    private void complete(Client client, Call call) {
        if (client.crashes) {
            tell(client, EventType.INFO, call, call.argument);
            client.process += clients.length;
        } else if (call.refused) {
            tell(client, EventType.FAIL, call, call.argument);
        } else {
            tell(client, EventType.OK, call, call.result);
            objects.get(client.key).acknowledged(call);
        }
        if (call == planting) {
            planting = null;
        }
        client.call = null;
        open--;
    }

    private void tell(Client client, EventType type, Call call, @Nullable Object value) {
        Object shown = objects.size() == 1 ? value : Arrays.asList((long) client.key, value);
        sink.accept(new Event(
                index++,
                type,
                ProcessId.client(client.process),
                call.function,
                shown,
                steps * STEP_NANOS,
                null,
                Map.of()));
    }
}
