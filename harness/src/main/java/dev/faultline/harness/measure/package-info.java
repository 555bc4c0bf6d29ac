/** What a run measured: how clients fared under each fault and how the cluster came back, computed from its stored files alone. */
@NullMarked
package dev.faultline.harness.measure;

import org.jspecify.annotations.NullMarked;
