/** Runs the Clojure tests of the namespaces {@code knossos.*} in the build. */
@NullMarked
package dev.faultline.checkers.knossos;

import org.jspecify.annotations.NullMarked;
