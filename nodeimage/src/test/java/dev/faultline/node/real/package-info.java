@NullMarked
package dev.faultline.node.real;

import org.jspecify.annotations.NullMarked;
