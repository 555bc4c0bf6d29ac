package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import java.util.Map;
import java.util.SortedSet;

/**
 * What passes some directed links, or between clients and some nodes each way, is late, each time by another amount.
 *
 * @param links empty where clients are meant
 * @param jitterMillis the most that anything is late, 2 to 10000
 */
public record Jitter(SortedSet<String> targets, SortedSet<Link> links, int jitterMillis) implements Fault {
    public Jitter {
        targets = Fault.frozen(targets);
        links = Fault.frozen(links);
        new Impairment.Jitter(jitterMillis).word();
    }

    private Impairment how() {
        return new Impairment.Jitter(jitterMillis);
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
        return "jitter of up to " + jitterMillis + " ms on " + reach();
    }

    @Override
    public Map<String, Object> fields() {
        return reach().fields(Map.of("jitterMillis", jitterMillis));
    }

    @Override
    public Injection inject(Field field) {
        return new JitterInjection(field, reach(), how(), jitterMillis);
    }
}
