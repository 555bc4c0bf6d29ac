package dev.faultline.harness.cluster.docker;

import com.github.dockerjava.api.DockerClient;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Resources;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Limits of containers, which the engine sets on their control groups while they run. */
final class ContainerResources implements Resources {
    private static final long PERIOD_MICROS = 100_000;

    private final DockerClient client;
    private final UnaryOperator<String> containerOf;

    /** @param containerOf the name of a node's container */
    ContainerResources(DockerClient client, UnaryOperator<String> containerOf) {
        this.client = client;
        this.containerOf = containerOf;
    }

    @Override
    public void limitCores(Node node, double cores) {
        client.updateContainerCmd(containerOf.apply(node.name()))
                .withCpuPeriod(PERIOD_MICROS)
                .withCpuQuota(Math.round(cores * PERIOD_MICROS))
                .exec();
    }

    @Override
    public void limitMemory(Node node, long bytes) {
        client.updateContainerCmd(containerOf.apply(node.name()))
                .withMemory(bytes)
                .withMemorySwap(bytes)
                .exec();
    }

    /** The engine cannot take a limit of memory away, only raise it to all that there is. */
    @Override
    public void unlimit(Node node) {
        long all = Objects.requireNonNull(client.infoCmd().exec().getMemTotal(), "the engine's total memory");
        client.updateContainerCmd(containerOf.apply(node.name()))
                .withCpuQuota(-1L)
                .withMemory(all)
                .withMemorySwap(all)
                .exec();
    }
}
