/** One call as the run sees it: the operation asked for, its invocation by a process, and its completion. */
@NullMarked
package dev.faultline.harness.operation;

import org.jspecify.annotations.NullMarked;
