package dev.faultline.node.sim;

/** Virtual time and what is to happen in it, on one thread. */
public interface Agenda {

    /** Nanoseconds of virtual time that have passed. */
    long nanos();

    /** Runs {@code task} at that time, or now if it is past; never within this call. Tasks of one time go by order of arrival. */
    void at(long nanos, Runnable task);
}
