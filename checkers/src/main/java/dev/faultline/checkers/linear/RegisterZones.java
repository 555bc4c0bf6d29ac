package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.model.HoldsOneValue;
import dev.faultline.checkers.model.Model;

/**
 * Registers with compare-and-set in which no value is written twice (Gibbons and Korach 1997; zones as in Golab, Li and Shah, PODC
 * 2011, here with compare-and-set and with crashed operations).
 *
 * <p>A write and the reads of its value happen together: nothing else can be between them, for the value never comes back. A
 * compare-and-set from a to b glues what belongs to b to what belongs to a. What is glued together is a <em>chain</em>, and takes
 * effect as one block. Of a chain only two moments matter to others: its first completion f, and its last invocation s. Chain A must
 * come before B when f(A) &lt; s(B). Hence the history is linearizable if and only if each chain is possible by itself and no two
 * chains must come before each other, that is, f(A) &lt; s(B) and f(B) &lt; s(A): both chains are forward zones [f, s] that overlap,
 * or one is a backward zone [s, f] strictly inside a forward one. Ordering chains by the lesser of f and s then respects all of it.
 *
 * <p>Crashed reads are left out. A crashed write or compare-and-set is kept only when its value is needed by a completed operation or
 * a kept one; the others need never have happened. A kept one has no completion, and so says nothing to f.
 *
 * <p>Time O(n log n) for n operations, in arrays of integers.
 */
final class RegisterZones implements FastPath {
    @Override
    public String name() {
        return "zones";
    }

    @Override
    public String about() {
        return "registers with compare-and-set in which no value is written twice";
    }

    @Override
    public Answer decide(Operations operations, Model<?> model) {
        if (!(model instanceof HoldsOneValue holder)) {
            return new Answer.NotMine("the model holds more than one value");
        }
        Chains chains = new Chains(operations, new ValueColumns(operations.all(), holder));
        int repeated = chains.assignWriters();
        if (repeated >= 0) {
            Operation writer = operations.operation(repeated);
            return new Answer.NotMine(Edn.print(holder.access(writer).put()) + " is written more than once, by "
                    + writer + " too (the initial value counts as written)");
        }
        chains.keepNeeded();
        return chains.decide();
    }
}
