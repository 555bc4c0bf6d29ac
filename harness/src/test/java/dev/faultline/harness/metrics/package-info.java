/** Tests of what nodes are like while a run goes on. */
@NullMarked
package dev.faultline.harness.metrics;

import org.jspecify.annotations.NullMarked;
