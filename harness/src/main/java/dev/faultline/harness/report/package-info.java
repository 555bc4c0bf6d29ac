/** Draws the report of a stored run. Reads stored files only. */
@NullMarked
package dev.faultline.harness.report;

import org.jspecify.annotations.NullMarked;
