/** Redis (https://redis.io) with Sentinel, as Debian packages them: asynchronous replication and automatic failover. */
@NullMarked
package dev.faultline.systems.redis;

import org.jspecify.annotations.NullMarked;
