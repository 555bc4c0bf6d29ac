/** The client protocol under test. */
@NullMarked
package dev.faultline.node.protocol;

import org.jspecify.annotations.NullMarked;
