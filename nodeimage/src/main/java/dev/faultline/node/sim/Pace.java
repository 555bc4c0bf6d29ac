package dev.faultline.node.sim;

/**
 * How a process lives through time. A call of a program happens at one moment of the agenda, but what it does in it, such as a sync,
 * takes time: then the call goes on later than the agenda is, and what it does there has not happened yet when a crash comes between.
 */
final class Pace {
    private final Agenda agenda;
    private long spent;

    Pace(Agenda agenda) {
        this.agenda = agenda;
    }

    /** The agenda's time: what is later has not happened. */
    long settled() {
        return agenda.nanos();
    }

    /** Where the call in progress is. */
    long nanos() {
        return agenda.nanos() + spent;
    }

    void spend(long nanos) {
        spent += nanos;
    }

    /** Whether the call in progress is later than the agenda. */
    boolean ahead() {
        return spent > 0;
    }

    /** A call begins or has ended. */
    void reset() {
        spent = 0;
    }
}
