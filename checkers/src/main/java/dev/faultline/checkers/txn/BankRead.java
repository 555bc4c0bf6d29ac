package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A read of all accounts, and what is wrong with it.
 *
 * @param sum of all balances that it showed
 * @param excess by how much that is above the total of the beginning; negative when it is below
 * @param negative accounts with a negative balance, which they never may have
 * @param missing accounts that it did not show
 * @param unexpected accounts that it showed and that there are not
 */
record BankRead(
        Operation operation, long sum, long excess, List<String> negative, List<Long> missing, List<Long> unexpected) {

    static BankRead of(Operation operation, long accounts, long total) {
        Map<Long, Long> balances = balances(operation);
        long sum = balances.values().stream().reduce(0L, Math::addExact);
        List<String> negative = new ArrayList<>();
        balances.forEach((account, balance) -> {
            if (balance < 0) {
                negative.add(account + " (" + balance + ")");
            }
        });
        return new BankRead(
                operation,
                sum,
                Math.subtractExact(sum, total),
                negative,
                LongStream.range(0, accounts)
                        .boxed()
                        .filter(account -> !balances.containsKey(account))
                        .toList(),
                balances.keySet().stream()
                        .filter(account -> account < 0 || account >= accounts)
                        .toList());
    }

    private static Map<Long, Long> balances(Operation operation) {
        Map<Long, Long> balances = new TreeMap<>();
        if (operation.result() instanceof Map<?, ?> shown) {
            shown.forEach((account, balance) -> {
                if (account instanceof Long number && balance instanceof Long money) {
                    balances.put(number, money);
                }
            });
            if (balances.size() == shown.size()) {
                return balances;
            }
        }
        throw new MalformedOperation(operation + ": expected the balances {0 10, 1 12 ...}");
    }

    boolean isWrong() {
        return excess != 0 || !negative.isEmpty() || !missing.isEmpty() || !unexpected.isEmpty();
    }

    /** {@code balances that sum up to 85, 5 too much}. */
    String complaint() {
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) {
            parts.add("no balance of " + listed(missing));
        }
        if (!unexpected.isEmpty()) {
            parts.add("a balance of " + listed(unexpected) + ", which nobody had opened");
        }
        if (!negative.isEmpty()) {
            parts.add("a negative balance of " + String.join(", ", negative));
        }
        if (excess != 0) {
            parts.add("balances that sum up to " + sum + ", " + Math.abs(excess)
                    + (excess > 0 ? " too much" : " too little"));
        }
        return String.join(" and ", parts);
    }

    private static String listed(List<Long> accounts) {
        return accounts.stream().map(Edn::print).collect(Collectors.joining(", ", "account ", ""));
    }
}
