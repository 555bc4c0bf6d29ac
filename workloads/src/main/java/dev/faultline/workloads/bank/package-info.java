/** The bank workload: transfers between accounts, whose sum must never change. */
@NullMarked
package dev.faultline.workloads.bank;

import org.jspecify.annotations.NullMarked;
