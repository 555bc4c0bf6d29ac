/** One executed test: the interpreter, the runner that surrounds it, and the judge. */
@NullMarked
package dev.faultline.harness.run;

import org.jspecify.annotations.NullMarked;
