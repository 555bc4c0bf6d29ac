package dev.faultline.harness.generator;

/** No operation, but a line in the run's log when its turn comes. */
record Line(String text) implements Generator {

    @Override
    public Next next(Context context) {
        context.sayOnce(text);
        return Next.DONE;
    }
}
