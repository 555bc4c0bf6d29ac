/**
 * The real runtime of a {@link dev.faultline.node.NodeProgram}: one process, one thread that steps it, TCP, files, and the machine's clocks.
 * {@link dev.faultline.node.real.Main} is the runnable jar's entry. It needs an operating system whose directories can be synced (Linux).
 */
@NullMarked
package dev.faultline.node.real;

import org.jspecify.annotations.NullMarked;
