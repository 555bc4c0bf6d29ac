/**
 * Sequential consistency: is there an order of the operations that keeps the order of each process and that the model allows
 * (Lamport 1979)? What must precede what is inferred first, then orders are searched by how far each process has come.
 */
@NullMarked
package dev.faultline.checkers.sequential;

import org.jspecify.annotations.NullMarked;
