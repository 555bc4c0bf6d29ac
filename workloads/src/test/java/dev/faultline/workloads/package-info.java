/** What the workloads' tests share: clients on virtual time. */
@NullMarked
package dev.faultline.workloads;

import org.jspecify.annotations.NullMarked;
