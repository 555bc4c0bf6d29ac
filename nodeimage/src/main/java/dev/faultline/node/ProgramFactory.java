package dev.faultline.node;

import java.util.Map;
import java.util.SortedMap;

/** Makes the program of each node of one kind of cluster. */
public interface ProgramFactory {

    /**
     * @param self the node's number, 1 or more
     * @param members the members that a new cluster begins with, each with its address {@code host:port}; a node that joins later is
     *     not among them. What storage holds decides when it holds anything
     * @param options by name, as text
     * @throws IllegalArgumentException for an unknown option or value, naming it and what is allowed
     */
    NodeProgram create(int self, SortedMap<Integer, String> members, Map<String, String> options);
}
