package dev.faultline.harness.measure;

import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What consistency model held on one side of a partition. */
@FunctionalInterface
public interface SideModel {
    /** The strongest model that is known to hold of what these nodes answered while the fault was proved; null when unknown. */
    @Nullable
    String of(Window fault, List<String> side);
}
