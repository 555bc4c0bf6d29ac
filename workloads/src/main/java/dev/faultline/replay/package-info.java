/** Simulated failures made again from what they left: compared with what they were, and told message by message. */
@NullMarked
package dev.faultline.replay;

import org.jspecify.annotations.NullMarked;
