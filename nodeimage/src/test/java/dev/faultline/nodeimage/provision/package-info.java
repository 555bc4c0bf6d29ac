/** Tests of provisioning, on a machine that answers from a script. */
@NullMarked
package dev.faultline.nodeimage.provision;

import org.jspecify.annotations.NullMarked;
