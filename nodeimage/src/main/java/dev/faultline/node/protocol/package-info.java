/**
 * The client protocol of the reference clusters, one for all of them. A client sends {@link dev.faultline.node.protocol.RequestFrame}s and gets one
 * {@link dev.faultline.node.protocol.ResponseFrame} for each, in any order, under the same id. A frame is bytes; a transport that is a stream puts each frame's
 * length before it, as four bytes, the high one first.
 *
 * <p>A frame is the version (one byte, now 1), what follows (one byte), the request's id (eight bytes, the high one first), and the fields in
 * the order of the records: numbers as varints (signed ones zigzag), texts as UTF-8 after their length, what may be missing after a byte 0 or 1.
 * {@code nodeimage/README.md} has the table.
 *
 * <p>Exactly once: a {@link dev.faultline.node.protocol.Command} that bears a session and a sequence number takes effect once however often it is sent. One that
 * bears none may be performed once or not at all, and is never sent again by a node. See dissertation, section 6.3.
 */
@NullMarked
package dev.faultline.node.protocol;

import org.jspecify.annotations.NullMarked;
