/** The replicated state machine under test. */
@NullMarked
package dev.faultline.node.machine;

import org.jspecify.annotations.NullMarked;
