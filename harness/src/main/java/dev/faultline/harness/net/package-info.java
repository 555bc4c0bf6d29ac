/** What a network is, as data: directed links, groupings of nodes, and what can be done to a link. No I/O. */
@NullMarked
package dev.faultline.harness.net;

import org.jspecify.annotations.NullMarked;
