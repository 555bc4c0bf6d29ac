/** The single-leader program under test. */
@NullMarked
package dev.faultline.node.leader;

import org.jspecify.annotations.NullMarked;
