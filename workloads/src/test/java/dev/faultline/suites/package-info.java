/** The chaos suites: real systems in containers, run as a user runs them, each with the verdict it must end in. */
@NullMarked
package dev.faultline.suites;

import org.jspecify.annotations.NullMarked;
