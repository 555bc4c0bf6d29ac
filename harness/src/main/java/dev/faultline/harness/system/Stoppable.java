package dev.faultline.harness.system;

/** A system whose process ends in good order when it is asked to (SIGTERM), and may be started again on the data it left. */
public interface Stoppable {}
