/** Every kind of fault there is, by name, and the way back from all of them. */
@NullMarked
package dev.faultline.harness.fault.catalogue;

import org.jspecify.annotations.NullMarked;
