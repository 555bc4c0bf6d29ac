package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import java.util.Map;
import java.util.SortedSet;

/**
 * What passes some directed links, or between clients and some nodes each way, comes in small slices: a message arrives in many reads.
 *
 * @param links empty where clients are meant
 * @param sliceBytes of a slice at most, 8 to 1024
 * @param pauseMicros after each slice, in microseconds, 100 to 20000
 */
public record Slice(SortedSet<String> targets, SortedSet<Link> links, int sliceBytes, int pauseMicros)
        implements Fault {
    public Slice {
        targets = Fault.frozen(targets);
        links = Fault.frozen(links);
        new Impairment.Slicer(sliceBytes, pauseMicros).word();
    }

    private Impairment how() {
        return new Impairment.Slicer(sliceBytes, pauseMicros);
    }

    private Reach reach() {
        return new Reach(targets, links);
    }

    @Override
    public String kind() {
        return Slow.NAME;
    }

    @Override
    public String shape() {
        return reach().shape(how());
    }

    @Override
    public String summary() {
        return "slice " + reach() + " into " + sliceBytes + " bytes";
    }

    @Override
    public Map<String, Object> fields() {
        return reach().fields(Map.of("sliceBytes", sliceBytes, "pauseMicros", pauseMicros));
    }

    @Override
    public Injection inject(Field field) {
        return new TransferInjection(field, reach(), how(), new Passage.Pieces(sliceBytes));
    }
}
