/** What a system under test says of itself, as nodes answer. */
@NullMarked
package dev.faultline.harness.system;

import org.jspecify.annotations.NullMarked;
