/** Tasks that clients hand in and the system carries out, each of them once. */
@NullMarked
package dev.faultline.workloads.tasks;

import org.jspecify.annotations.NullMarked;
