/** Where a system runs: nodes with a shell, the network between them, and the providers both come from. */
@NullMarked
package dev.faultline.harness.cluster;

import org.jspecify.annotations.NullMarked;
