package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Accounts between which money moves: {@code transfer} of {@code {:from 0 :to 1 :amount 5}} and {@code read} of
 * {@code {0 10, 1 12 ...}}, the balances of all accounts. Each read that was answered must show every account, no negative balance and
 * the total that there was in the beginning, whichever transfers it saw: their outcome does not matter, since each of them keeps the
 * total as a whole or not at all. (The bank test of Jepsen, which has it from work on snapshot isolation.)
 *
 * <p>What it cannot see: a transfer that is lost as a whole. Linear in the size of the history, and in the transfers around the first
 * wrong read squared.
 *
 * @param accounts how many there are, numbered from 0
 * @param balance what is on each in the beginning
 */
public record BankChecker(long accounts, long balance) implements Checker {
    public BankChecker {
        if (accounts < 1) {
            throw new IllegalArgumentException("accounts: must be 1 or more, not " + accounts);
        }
    }

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public String claim() {
        return "no read showed money made, lost or owed";
    }

    @Override
    public Verdict check(History history) {
        return find(history).verdict();
    }

    @Override
    public Finding find(History history) {
        try {
            return judge(history.judged());
        } catch (MalformedOperation | ArithmeticException e) {
            return new Finding(name(), new Unknown(String.valueOf(e.getMessage())), Map.of());
        }
    }

    private Finding judge(List<Operation> operations) {
        List<BankRead> reads = new ArrayList<>();
        List<Transfer> transfers = new ArrayList<>();
        for (Operation operation : operations) {
            switch (operation.function()) {
                case "read" -> {
                    if (operation.isOk()) {
                        reads.add(BankRead.of(operation, accounts, Math.multiplyExact(accounts, balance)));
                    }
                }
                case "transfer" -> transfers.add(Transfer.of(operation));
                default -> throw new MalformedOperation(operation + ": expected transfer or read");
            }
        }
        reads.sort(Comparator.comparingInt(read -> read.operation().completedRank()));
        List<BankRead> wrong = reads.stream().filter(BankRead::isWrong).toList();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("reads", reads.size());
        details.put("wrong reads", wrong.size());
        details.put(
                "transfers",
                transfers.stream().filter(t -> t.operation().isOk()).count());
        details.put(
                "furthest from the total",
                reads.stream().mapToLong(read -> Math.abs(read.excess())).max().orElse(0));
        return new Finding(name(), verdict(reads, wrong, transfers), details);
    }

    private static Verdict verdict(List<BankRead> reads, List<BankRead> wrong, List<Transfer> transfers) {
        if (reads.isEmpty()) {
            return Verdict.unknown("no read was answered");
        }
        if (wrong.isEmpty()) {
            return Verdict.valid();
        }
        BankRead first = wrong.get(0);
        int right = reads.stream()
                .filter(read -> !read.isWrong())
                .map(BankRead::operation)
                .filter(read -> read.completedRank() < first.operation().invokedRank())
                .mapToInt(Operation::invokedRank)
                .max()
                .orElse(-1);
        List<Transfer> nearby = transfers.stream()
                .filter(transfer -> transfer.operation().completedRank() > right
                        && transfer.operation().invokedRank()
                                < first.operation().completedRank())
                .toList();
        return Verdict.invalid(new BankWitness(reads.size(), wrong, nearby));
    }
}
