/** What nodes are like while a run goes on: samples of their resources, and who leads. Only watches; no verdict hangs on it. */
@NullMarked
package dev.faultline.harness.metrics;

import org.jspecify.annotations.NullMarked;
