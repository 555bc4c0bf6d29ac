package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import java.util.Map;
import java.util.SortedSet;

/**
 * Bytes pass some directed links, or between clients and some nodes each way, no faster than a rate, on each connection.
 *
 * @param links empty where clients are meant
 * @param kilobytesPerSecond in thousands of bytes, 1 to 1000
 */
public record Narrow(SortedSet<String> targets, SortedSet<Link> links, int kilobytesPerSecond) implements Fault {
    public Narrow {
        targets = Fault.frozen(targets);
        links = Fault.frozen(links);
        new Impairment.Bandwidth(kilobytesPerSecond).word();
    }

    private Impairment how() {
        return new Impairment.Bandwidth(kilobytesPerSecond);
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
        return "narrow " + reach() + " to " + kilobytesPerSecond + " KB/s";
    }

    @Override
    public Map<String, Object> fields() {
        return reach().fields(Map.of("kilobytesPerSecond", kilobytesPerSecond));
    }

    @Override
    public Injection inject(Field field) {
        return new TransferInjection(field, reach(), how(), new Passage.Rate(kilobytesPerSecond));
    }
}
