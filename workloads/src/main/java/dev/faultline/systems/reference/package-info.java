/** What systems made of our own node programs have in common. */
@NullMarked
package dev.faultline.systems.reference;

import org.jspecify.annotations.NullMarked;
