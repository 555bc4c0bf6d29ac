/** Which node programs there are. */
@NullMarked
package dev.faultline.node.catalogue;

import org.jspecify.annotations.NullMarked;
