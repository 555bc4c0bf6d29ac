package dev.faultline.workloads.bank;

import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;

import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.txn.BankChecker;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Transactions;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.generator.Turn;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Transfers between two accounts and reads of all accounts, each in one transaction. A transfer reads both balances, computes the
 * new ones in the client and writes them: of two that overlap on an account, one must not overwrite what the other did. No
 * transfer takes more than is there. Money is neither made nor lost, so that each read must show the total of the beginning.
 */
public final class Bank implements Workload<Accounts> {
    private static final int AMOUNT_MAX = 5;
    private static final Operation READ = Operation.of("read");
    private static final Keyword FROM = Keyword.of("from");
    private static final Keyword TO = Keyword.of("to");
    private static final Keyword AMOUNT = Keyword.of("amount");
    private static final String TOO_LITTLE = "the balance would be negative";

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.number("accounts", "how many accounts there are; the fewer, the more transfers overlap", 8, 2),
                Option.number("balance", "what is on each account in the beginning", 10, 1));
    }

    @Override
    public boolean runsOn(SystemUnderTest system) {
        return system instanceof Transactions.Offered;
    }

    @Override
    public Accounts open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
        return new Accounts(
                ((Transactions.Offered) system).transactions(node, options, timeout),
                options.number("accounts"),
                options.number("balance"));
    }

    @Override
    public void prepare(Accounts accounts) throws Exception {
        accounts.open();
    }

    @Override
    public void warmUp(Accounts accounts) throws Exception {
        accounts.read();
    }

    @Override
    public int group(int nodes) {
        return 1;
    }

    @Override
    public Generator operations(Shape shape, Options options) {
        int accounts = Math.toIntExact(options.number("accounts"));
        return mix(repeat(READ), repeat(turn -> transfer(turn, accounts)));
    }

    @Override
    public Generator finalOperations(Shape shape, Options options) {
        return eachThread(once(READ));
    }

    private static Operation transfer(Turn turn, int accounts) {
        long from = turn.dice().below(accounts);
        long to = (from + 1 + turn.dice().below(accounts - 1)) % accounts;
        Map<Keyword, Long> transfer = new LinkedHashMap<>();
        transfer.put(FROM, from);
        transfer.put(TO, to);
        transfer.put(AMOUNT, 1L + turn.dice().below(AMOUNT_MAX));
        return new Operation("transfer", transfer);
    }

    @Override
    public Completion apply(Accounts accounts, Invocation invocation) throws Exception {
        return switch (invocation.function()) {
            case "read" -> Completion.ok(accounts.read());
            case "transfer" -> {
                Map<?, ?> transfer = (Map<?, ?>) Objects.requireNonNull(invocation.value());
                yield accounts.transfer(number(transfer, FROM), number(transfer, TO), number(transfer, AMOUNT))
                        ? Completion.ok(transfer)
                        : Completion.fail(transfer, TOO_LITTLE);
            }
            default -> throw new IllegalArgumentException("no function " + invocation.function());
        };
    }

    private static long number(Map<?, ?> transfer, Keyword key) {
        return (Long) Objects.requireNonNull(transfer.get(key));
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "transfer");
    }

    @Override
    public Set<String> reads() {
        return Set.of("read");
    }

    @Override
    public Set<String> answers() {
        return Set.of(TOO_LITTLE);
    }

    @Override
    public Checker checker(Options options) {
        return new BankChecker(options.number("accounts"), options.number("balance"));
    }
}
