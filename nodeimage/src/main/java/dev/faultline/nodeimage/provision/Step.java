package dev.faultline.nodeimage.provision;

/**
 * One step of provisioning, done.
 *
 * @param name what it provides: {@code engine}, {@code base}, {@code node}, {@code toxiproxy} or {@code ryuk}
 * @param detail what is there now, such as an image's name
 * @param cached whether it was there before
 * @param millis how long it took
 */
public record Step(String name, String detail, boolean cached, long millis) {}
