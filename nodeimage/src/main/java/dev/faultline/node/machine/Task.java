package dev.faultline.node.machine;

/**
 * A task.
 *
 * @param id the client's name for it
 * @param node to which it was given last; 0 for none yet
 * @param attempt how often it was given to a node; only the last attempt's completion counts
 * @param effects how often it took effect: once when it is done
 */
public record Task(long id, int node, long attempt, long effects) {

    public boolean done() {
        return effects > 0;
    }
}
