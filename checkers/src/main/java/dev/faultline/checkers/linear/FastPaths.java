package dev.faultline.checkers.linear;

import java.util.List;

/** The fast paths there are, in the order in which they are tried. */
final class FastPaths {
    static final List<FastPath> ALL = List.of(
            new RegisterZones(),
            new QueueOrder(),
            new StackLayers(),
            new PriorityOrder(),
            new ElementSpans(),
            new CounterSweep(),
            new OwnerSessions());

    private FastPaths() {}
}
