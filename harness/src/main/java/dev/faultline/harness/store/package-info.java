/** The run folder: the files a run leaves, how they are written as it goes and read again. */
@NullMarked
package dev.faultline.harness.store;

import org.jspecify.annotations.NullMarked;
