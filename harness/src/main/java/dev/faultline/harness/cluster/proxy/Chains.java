package dev.faultline.harness.cluster.proxy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our chains of cuts and losses as {@code iptables-save -c -t mangle} lists them.
 *
 * @param drops each end of a cut that is in force, with the packets it has dropped
 * @param losses on what comes from whom packets are lost
 * @param strange rules in our chains that we did not make
 */
record Chains(Map<Rules.Drop, Long> drops, List<Rules.Loss> losses, List<String> strange) {
    private static final Pattern RULE =
            Pattern.compile("\\[(\\d+):\\d+] -A (" + Rules.OUT + "|" + Rules.IN + "|" + Rules.LOSS + ") (.*)");
    private static final Pattern DROP = Pattern.compile("-([ds]) (\\S+?)(?:/32)? -j DROP");

    private static final Pattern LOSS =
            Pattern.compile("-s (\\S+?)(?:/32)? -m statistic --mode random --probability ([0-9.]+) -j DROP");

    static Chains parse(String saved) {
        Map<Rules.Drop, Long> drops = new LinkedHashMap<>();
        List<Rules.Loss> losses = new ArrayList<>();
        List<String> strange = new ArrayList<>();
        for (String line : saved.lines().toList()) {
            Matcher rule = RULE.matcher(line);
            if (!rule.matches()) {
                continue;
            }
            Matcher loss = LOSS.matcher(rule.group(3));
            if (rule.group(2).equals(Rules.LOSS) && loss.matches()) {
                losses.add(new Rules.Loss(loss.group(1), Double.parseDouble(loss.group(2))));
                continue;
            }
            Matcher drop = DROP.matcher(rule.group(3));
            boolean outgoing = rule.group(2).equals(Rules.OUT);
            boolean cuts = !rule.group(2).equals(Rules.LOSS);
            if (cuts && drop.matches() && drop.group(1).equals(outgoing ? "d" : "s")) {
                drops.merge(new Rules.Drop(outgoing, drop.group(2)), Long.parseLong(rule.group(1)), Long::sum);
            } else {
                strange.add(line);
            }
        }
        return new Chains(drops, losses, strange);
    }
}
