package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.Operation;
import java.util.List;

/**
 * Something that no serializable execution shows.
 *
 * @param name as Adya and Elle name it: {@code internal}, {@code G1a}, {@code G-single} ...
 * @param sentences what happened and why that cannot be; of a cycle one for each of its edges
 * @param operations the transactions that take part
 */
record Anomaly(String name, List<String> sentences, List<Operation> operations) {
    Anomaly {
        sentences = List.copyOf(sentences);
        operations = List.copyOf(operations);
    }

    static Anomaly of(String name, String sentence, Operation... operations) {
        return new Anomaly(name, List.of(sentence), List.of(operations));
    }

    static String who(Operation operation) {
        return "process " + operation.process() + (operation.node() == null ? "" : " (" + operation.node() + ")");
    }
}
