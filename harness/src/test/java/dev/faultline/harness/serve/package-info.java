/** Tests of the pages that are served: what is answered, what is not, and what a browser makes of it. */
@NullMarked
package dev.faultline.harness.serve;

import org.jspecify.annotations.NullMarked;
