package dev.faultline.harness.system;

/** A system whose one process asks the clock through the kernel's vDSO, as C, Go and JVM programs do, so that its time can be moved. */
public interface HasClock {}
