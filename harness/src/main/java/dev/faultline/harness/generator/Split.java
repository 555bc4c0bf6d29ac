package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The threads divided in groups, each with a generator of its own; the dice choose which group is asked first. */
record Split(List<Threads> groups, Branches branches, long count) implements Generator {

    /** Divides the threads that it finds when it is first asked. */
    static Generator of(Function<Context, Split> division) {
        return context -> division.apply(context).next(context);
    }

    /** A copy of {@code generator} for each thread. */
    static Generator eachThread(Generator generator) {
        return of(context -> {
            List<Threads> groups = new ArrayList<>();
            List<Generator> copies = new ArrayList<>();
            for (int i = 0; i < context.all().size(); i++) {
                groups.add(Threads.of(context.all().nth(i)));
                copies.add(generator);
            }
            return new Split(List.copyOf(groups), new Branches(copies), 0);
        });
    }

    /** The first {@code reserved} client threads for one generator, the others for another. */
    static Generator reserve(int reserved, Generator first, Generator others) {
        return of(context -> {
            Threads all = context.onClients().all();
            if (reserved > all.size()) {
                throw new IllegalArgumentException(
                        "reserve must be 0 to " + all.size() + " threads (all there are), not " + reserved);
            }
            List<Threads> groups = List.of(all.slice(0, reserved), all.slice(reserved, all.size()));
            return new Split(groups, new Branches(List.of(first, others)), 0);
        });
    }

    @Override
    public Next next(Context context) {
        if (groups.isEmpty()) {
            return Next.DONE;
        }
        return branches.next(
                context.dice(count).below(groups.size()),
                group -> context(context, group),
                rest -> new Split(groups, rest, count + 1),
                waiting -> new Split(groups, waiting, count));
    }

    private Context context(Context context, int group) {
        return context.on(groups.get(group)).branch(group);
    }

    /** Only the group to which the thread belongs hears of it. */
    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        for (int group = 0; group < groups.size(); group++) {
            if (groups.get(group).contains(invocation.thread())) {
                Branches told = branches.completed(group, context(context, group), invocation, completion);
                return new Split(groups, told, count);
            }
        }
        return this;
    }
}
