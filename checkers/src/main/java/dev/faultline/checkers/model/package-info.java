/** Sequential specifications: what an object would do if one operation happened at a time. */
@NullMarked
package dev.faultline.checkers.model;

import org.jspecify.annotations.NullMarked;
