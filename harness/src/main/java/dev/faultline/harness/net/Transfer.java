package dev.faultline.harness.net;

import java.time.Duration;

/**
 * Bytes sent over one connection and as many back.
 *
 * @param there from the side that opened the connection to the other
 * @param back the other way
 */
public record Transfer(Leg there, Leg back) {

    /**
     * One way.
     *
     * @param time until the last byte was there
     * @param pieces in which they came out of the receiver's socket
     */
    public record Leg(long bytes, Duration time, long pieces) {}
}
