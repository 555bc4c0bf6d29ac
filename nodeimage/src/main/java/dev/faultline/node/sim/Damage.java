package dev.faultline.node.sim;

/**
 * What was done to a file behind the back of its node. Where the size is less than before, the file was cut; else one byte changed.
 *
 * @param offset of the byte that changed, or where the file ends now
 * @param before the byte's value before, 0 to 255
 * @param after the byte's value now, 0 to 255
 * @param sizeBefore in bytes
 * @param sizeAfter in bytes
 */
public record Damage(String file, long offset, int before, int after, long sizeBefore, long sizeAfter) {}
