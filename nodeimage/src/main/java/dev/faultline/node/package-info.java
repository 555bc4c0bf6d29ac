/**
 * What a program of the reference clusters sees of the world: {@link dev.faultline.node.Env}. A program is a state machine that one thread steps; it has no other
 * time, network, disk or dice than these.
 */
@NullMarked
package dev.faultline.node;

import org.jspecify.annotations.NullMarked;
