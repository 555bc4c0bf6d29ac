package dev.faultline.node.sim;

/** What is wrong with a disk. */
final class DiskFaults {
    double readErrors;
    double writeErrors;
    double syncErrors;
    double factor = 1;
    boolean lies;
    long capacity;

    DiskFaults(long capacity) {
        this.capacity = capacity;
    }
}
