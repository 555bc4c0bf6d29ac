/** etcd (https://etcd.io), the replicated key-value store, as Debian packages it. */
@NullMarked
package dev.faultline.systems.etcd;

import org.jspecify.annotations.NullMarked;
