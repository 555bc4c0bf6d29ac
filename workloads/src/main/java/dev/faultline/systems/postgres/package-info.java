/** PostgreSQL, one server, and transactions on it. */
@NullMarked
package dev.faultline.systems.postgres;

import org.jspecify.annotations.NullMarked;
