/** What clients may rely on, whichever runtime a cluster's programs run on. */
@NullMarked
package dev.faultline.node.contract;

import org.jspecify.annotations.NullMarked;
