/** What a system under test must say of itself: how a node starts and stops, and which abilities it has beyond that. */
@NullMarked
package dev.faultline.harness.system;

import org.jspecify.annotations.NullMarked;
