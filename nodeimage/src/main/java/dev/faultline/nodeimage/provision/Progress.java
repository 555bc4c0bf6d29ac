package dev.faultline.nodeimage.provision;

/** Is told how provisioning gets on. Calls come one at a time. */
public interface Progress {

    /** A step has been completed. */
    void done(Step step);

    /** A step that is not cached begins: {@code activity} says what is being done, such as "building the node image". */
    default void working(String name, String activity) {}

    /** Tells nobody. */
    static Progress silent() {
        return step -> {};
    }
}
