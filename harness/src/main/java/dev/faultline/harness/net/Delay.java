package dev.faultline.harness.net;

import java.time.Duration;

/**
 * One-way delays on one connection, medians over a few exchanges.
 *
 * @param there from the node that opened the connection to the other
 * @param back the other way
 */
public record Delay(Duration there, Duration back) {}
