package dev.faultline.checkers.history;

import java.util.Optional;

/**
 * A history read from a file that may be torn.
 *
 * @param dropped where the incomplete last event began and how it was cut off; empty when the file was whole
 */
public record Recovered(History history, Optional<String> dropped) {}
