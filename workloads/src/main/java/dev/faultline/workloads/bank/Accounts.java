package dev.faultline.workloads.bank;

import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.client.Service;
import dev.faultline.harness.client.Transactions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Accounts numbered from 0, kept as rows of the same number. */
final class Accounts implements Service {
    private final Transactions transactions;
    private final List<Long> numbers;
    private final long balance;

    /** @param balance what is on each account in the beginning */
    Accounts(Transactions transactions, long accounts, long balance) {
        this.transactions = transactions;
        this.numbers = LongStream.range(0, accounts).boxed().toList();
        this.balance = balance;
    }

    void open() throws Exception {
        transactions.transact(transaction -> {
            for (long account : numbers) {
                transaction.write(account, balance);
            }
            return numbers.size();
        });
    }

    /** Every account's balance. */
    Map<Long, Long> read() throws Exception {
        Map<Long, Long> balances = transactions.transact(transaction -> transaction.read(numbers));
        return new TreeMap<>(balances);
    }

    /**
     * Reads both balances and writes what they are to be.
     *
     * @return whether there was enough to take; else nothing is written
     */
    boolean transfer(long from, long to, long amount) throws Exception {
        return transactions.transact(transaction -> {
            Map<Long, Long> balances = transaction.read(List.of(from, to));
            long rest = there(balances, from) - amount;
            if (rest < 0) {
                return false;
            }
            transaction.write(from, rest);
            transaction.write(to, there(balances, to) + amount);
            return true;
        });
    }

    private static long there(Map<Long, Long> balances, long account) throws DefiniteFailure {
        Long balance = balances.get(account);
        if (balance == null) {
            throw new DefiniteFailure("no account " + account);
        }
        return balance;
    }

    @Override
    public void close() {
        transactions.close();
    }
}
