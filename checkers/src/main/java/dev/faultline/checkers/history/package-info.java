/**
 * Histories: what clients did to a system and what they were told, as immutable events and operations. What an event
 * means (a failed operation, a nil read, a crashed process) is decided here and nowhere else.
 */
@NullMarked
package dev.faultline.checkers.history;

import org.jspecify.annotations.NullMarked;
