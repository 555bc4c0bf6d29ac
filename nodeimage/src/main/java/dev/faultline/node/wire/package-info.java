/** Bytes of messages, frames and snapshots: a writer and a reader that refuses what is malformed. */
@NullMarked
package dev.faultline.node.wire;

import org.jspecify.annotations.NullMarked;
