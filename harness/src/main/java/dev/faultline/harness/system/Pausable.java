package dev.faultline.harness.system;

/** A system whose process may be stopped for a while and go on as if nothing had been. */
public interface Pausable {}
