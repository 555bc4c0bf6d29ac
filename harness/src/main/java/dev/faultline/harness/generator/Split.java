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

    /**
     * The client threads, in their order, for one role after the other.
     *
     * @param word what is to be named when there are too few
     */
    static Generator roles(String word, List<Role> roles) {
        int wanted =
                roles.stream().mapToInt(role -> Math.max(0, role.threads())).reduce(0, Math::addExact);
        return of(context -> {
            Threads all = context.onClients().all();
            if (wanted > all.size()) {
                throw new IllegalArgumentException(
                        word + " must be 0 to " + all.size() + " threads (all there are), not " + wanted);
            }
            List<Threads> groups = new ArrayList<>();
            int from = 0;
            for (Role role : roles) {
                int to = role.takesOthers() ? all.size() : from + role.threads();
                groups.add(all.slice(from, to));
                from = to;
            }
            Branches branches = new Branches(roles.stream().map(Role::generator).toList());
            return new Split(List.copyOf(groups), branches, 0);
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
