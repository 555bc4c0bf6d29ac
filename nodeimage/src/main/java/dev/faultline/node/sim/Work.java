package dev.faultline.node.sim;

import dev.faultline.node.NodeProgram;

/** What a process is to handle: a call of its program. */
interface Work {
    void handle(NodeProgram program);
}
