package dev.faultline.harness.run;

/** Hears how a run goes on; called from more than one thread, never for long. */
public interface Progress {

    /** For runs that nobody watches. */
    Progress UNHEARD = new Progress() {
        @Override
        public void step(String name, String detail, long millis) {}

        @Override
        public void note(String text) {}

        @Override
        public void running(Standing standing) {}
    };

    /** A step is done. */
    void step(String name, String detail, long millis);

    /** More about the step before. */
    void note(String text);

    /** The run stands here; called about ten times a second. */
    void running(Standing standing);

    /**
     * Where a run stands.
     *
     * @param fault the fault in force, short; empty for none
     */
    record Standing(double seconds, double ofSeconds, long ok, long fail, long info, String fault) {}
}
