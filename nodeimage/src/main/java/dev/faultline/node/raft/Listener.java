package dev.faultline.node.raft;

/** Who uses Raft on one server. Calls come from within calls of {@link Raft}; they may propose and read. */
public interface Listener {

    /** A committed command took effect here, whoever proposed it. */
    void applied(long index, long term, byte[] command, byte[] result);

    /**
     * A proposal made here was overwritten, or leadership was lost before it was applied. Its outcome is unknown, until an entry is
     * applied at that index: with that term it is the proposal, with another it never took effect.
     */
    void lost(long index, long term);

    void roleChanged(Role role, long term, int leader);

    /** A configuration is committed. */
    void membershipChanged(Configuration configuration);
}
