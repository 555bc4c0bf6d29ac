/** The immutable algebra that decides which operation comes next. */
@NullMarked
package dev.faultline.harness.generator;

import org.jspecify.annotations.NullMarked;
