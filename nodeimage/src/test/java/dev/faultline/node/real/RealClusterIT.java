package dev.faultline.node.real;

import dev.faultline.node.contract.ClusterContract;
import dev.faultline.node.contract.ClusterUnderContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the real runtime. */
class RealClusterIT extends ClusterContract {
    @TempDir
    Path directory;

    @Override
    protected ClusterUnderContract cluster(int founders, List<String> options) {
        return new RealCluster(directory, founders, options(options));
    }
}
