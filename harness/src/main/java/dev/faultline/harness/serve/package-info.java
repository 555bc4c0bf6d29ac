/** Stored runs, and one in progress, as pages for a browser. Reads run folders and writes nothing; knows no cluster. */
@NullMarked
package dev.faultline.harness.serve;

import org.jspecify.annotations.NullMarked;
