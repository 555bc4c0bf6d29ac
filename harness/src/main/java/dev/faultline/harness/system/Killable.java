package dev.faultline.harness.system;

/** A system whose process may be killed at any moment and started again on the data it left. */
public interface Killable {}
