package dev.faultline.harness.generator;

/** Waits until every thread it may use is free, then goes on as {@code following}. */
record Synchronize(Generator following) implements Generator {

    @Override
    public Next next(Context context) {
        return context.free().equals(context.all()) ? following.next(context) : Next.awaitingCompletion(this);
    }
}
