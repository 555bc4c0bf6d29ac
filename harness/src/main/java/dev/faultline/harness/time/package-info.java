/** The only sources of nondeterminism: clocks, schedulers and the seed. Nothing else reads time or draws randomness. */
@NullMarked
package dev.faultline.harness.time;

import org.jspecify.annotations.NullMarked;
