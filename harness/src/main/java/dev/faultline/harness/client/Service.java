package dev.faultline.harness.client;

/** What a system offers and a workload drives, over one connection to one node. */
public interface Service extends AutoCloseable {

    @Override
    void close();
}
