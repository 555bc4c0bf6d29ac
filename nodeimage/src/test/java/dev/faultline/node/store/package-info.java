@NullMarked
package dev.faultline.node.store;

import org.jspecify.annotations.NullMarked;
