/** The clients of a run: services a system offers, workloads that drive them, and how an invocation may end. */
@NullMarked
package dev.faultline.harness.client;

import org.jspecify.annotations.NullMarked;
