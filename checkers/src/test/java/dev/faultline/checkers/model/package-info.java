/** Tests of the package of the same name. */
@NullMarked
package dev.faultline.checkers.model;

import org.jspecify.annotations.NullMarked;
