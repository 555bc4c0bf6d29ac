/** Tests of the images in containers; they need a Docker engine. */
@NullMarked
package dev.faultline.nodeimage;

import org.jspecify.annotations.NullMarked;
