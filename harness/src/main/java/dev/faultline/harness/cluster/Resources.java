package dev.faultline.harness.cluster;

/** What nodes may use of the machine that they run on. Without limit unless one was set. */
public interface Resources {

    /** From now on all processes of the node together get so many processor cores at most, such as 0.1. */
    void limitCores(Node node, double cores);

    /**
     * From now on all processes of the node together hold so many bytes of memory at most, files that are cached for them included.
     * What they hold beyond that is taken from them, or one of them is killed.
     */
    void limitMemory(Node node, long bytes);

    /** Takes both limits away. */
    void unlimit(Node node);
}
