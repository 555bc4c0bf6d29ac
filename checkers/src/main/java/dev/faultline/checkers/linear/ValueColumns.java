package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Access;
import dev.faultline.checkers.model.HoldsOneValue;
import java.util.List;

/**
 * What each operation on an object that holds one value needs there and puts there. Values are numbered; {@link ValueTransitions#NONE}
 * stands for none.
 */
final class ValueColumns {
    final int[] needed;
    final int[] put;

    /** The number of the value held at first. */
    final int initial;

    final int valueCount;

    ValueColumns(List<Operation> operations, HoldsOneValue model) {
        Numbers<Object> values = new Numbers<>();
        this.needed = new int[operations.size()];
        this.put = new int[operations.size()];
        this.initial = values.of(model.held());
        for (int op = 0; op < needed.length; op++) {
            Access access = model.access(operations.get(op));
            needed[op] = access.needs() ? values.of(access.needed()) : ValueTransitions.NONE;
            put[op] = access.changesNothing() ? ValueTransitions.NONE : values.of(access.put());
        }
        this.valueCount = values.count();
    }
}
