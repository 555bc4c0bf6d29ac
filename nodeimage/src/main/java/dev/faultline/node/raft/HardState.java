package dev.faultline.node.raft;

/**
 * What a server must not forget (dissertation, figure 3.1).
 *
 * @param term the latest that it has seen
 * @param vote whom it voted for in that term; 0 for nobody
 */
public record HardState(long term, int vote) {
    public static final HardState NEW = new HardState(0, 0);
}
