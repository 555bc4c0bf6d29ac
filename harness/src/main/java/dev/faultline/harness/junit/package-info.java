/** A suite as a test class: runs made by JUnit's extension or in code, and assertions on runs and histories. */
@NullMarked
package dev.faultline.harness.junit;

import org.jspecify.annotations.NullMarked;
