/** Apache ZooKeeper (https://zookeeper.apache.org), the replicated coordination service, as Debian packages it. */
@NullMarked
package dev.faultline.systems.zookeeper;

import org.jspecify.annotations.NullMarked;
