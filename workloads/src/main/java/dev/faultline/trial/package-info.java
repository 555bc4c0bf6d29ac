/** The harness on trial: planted bugs that it must find, and correct clusters that it must not accuse. */
@NullMarked
package dev.faultline.trial;

import org.jspecify.annotations.NullMarked;
