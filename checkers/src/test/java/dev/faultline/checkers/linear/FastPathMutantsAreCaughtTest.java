package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule and precondition of the fast paths of collections, broken one at a time in the source, is caught by brute force. */
class FastPathMutantsAreCaughtTest {
    private static final int HISTORIES = 60_000;

    @TempDir
    Path classes;

    /**
     * A change of the source that breaks a rule.
     *
     * @param subject of {@link FastPathOracle}, by name: the subject there is of the unbroken package
     * @param original text that occurs exactly once in the file
     */
    private record Mutant(String rule, String subject, String file, String original, String replacement) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static List<Mutant> mutants() {
        return List.of(
                new Mutant(
                        "contents: a value is put once",
                        "QUEUE",
                        "Contents",
                        "puts[value] != NONE) {\n                return new Answer.NotMine(show",
                        "false) {\n                return new Answer.NotMine(show"),
                new Mutant(
                        "contents: no take crashed",
                        "STACK",
                        "Contents",
                        "} else if (!ok) {",
                        "} else if (!ok) {\n            return null;\n        } else if (!ok) {"),
                new Mutant(
                        "contents: a value is taken once",
                        "STACK",
                        "Contents",
                        "if (takenTwice != NONE) {",
                        "if (takenTwice < -5) {"),
                new Mutant(
                        "contents: what is put stays the same",
                        "QUEUE",
                        "Contents",
                        "if (ok && value != operations.arguments()[op]) {",
                        "if (value < -5) {"),
                new Mutant(
                        "contents: what was seen was put",
                        "PRIORITY",
                        "Contents",
                        "if (put == NONE) {",
                        "if (put == NONE) {\n            return null;\n        }\n        if (put == NONE) {"),
                new Mutant(
                        "contents: seen after it was put",
                        "STACK",
                        "Contents",
                        "if (moments.completed()[first] < moments.invoked()[put]) {",
                        "if (first < -5) {"),
                new Mutant(
                        "contents: there from when it was first seen",
                        "PRIORITY",
                        "Contents",
                        "Math.min(moments.completed()[put], moments.completed()[first])",
                        "moments.completed()[put]"),
                new Mutant(
                        "contents: there until it was last seen",
                        "PRIORITY",
                        "Contents",
                        "moments.invoked()[last], moments.invoked()[put]);",
                        "moments.invoked()[put], moments.invoked()[put]);"),
                new Mutant(
                        "queue: nothing overtakes",
                        "QUEUE",
                        "QueueOrder",
                        "if (moments.completed()[contents.takes[second]] < contents.until[latest]) {",
                        "if (second < -5) {"),
                new Mutant(
                        "queue: overtaking is by completion",
                        "QUEUE",
                        "QueueOrder",
                        "if (moments.completed()[contents.takes[second]] <",
                        "if (moments.invoked()[contents.takes[second]] <"),
                new Mutant(
                        "queue: the latest to leave counts",
                        "QUEUE",
                        "QueueOrder",
                        "contents.until[-entry - 1] > contents.until[latest]",
                        "contents.until[-entry - 1] < contents.until[latest]"),
                new Mutant(
                        "queue: crashed dequeues may have taken what is missing",
                        "QUEUE",
                        "QueueOrder",
                        "contents.assignCrashedTakes();",
                        ""),
                new Mutant(
                        "contents: the first left goes with the first crashed take",
                        "QUEUE",
                        "Contents",
                        "Integer.compare(from[a], from[b])",
                        "Integer.compare(from[b], from[a])"),
                new Mutant(
                        "clash: what competes for crashed takes too",
                        "QUEUE",
                        "Clash",
                        "            withRivals();\n",
                        ""),
                new Mutant(
                        "empty: only where nothing is there",
                        "STACK",
                        "Emptiness",
                        "if (emptyBefore[low] == emptyBefore[high]) {",
                        "if (low < -5) {"),
                new Mutant(
                        "empty: in some slot of its own",
                        "QUEUE",
                        "Emptiness",
                        "if (emptyBefore[low] == emptyBefore[high]) {",
                        "if (emptyBefore[low] + 1 >= emptyBefore[high]) {"),
                new Mutant(
                        "clash: what may have taken it too",
                        "QUEUE",
                        "Clash",
                        "if (!contents.isKnownTaken(value)) {\n            withRivals();",
                        "if (value < -5) {"),
                new Mutant(
                        "priority: not before it was inserted",
                        "PRIORITY",
                        "PriorityOrder",
                        "Math.max(contents.moments.invoked()[op], contents.moments.invoked()[contents.puts[value]])",
                        "contents.moments.invoked()[op]"),
                new Mutant(
                        "priority: polls wait for smaller ones",
                        "PRIORITY",
                        "PriorityOrder",
                        "if (take != Contents.NONE && !fits(value, take)) {",
                        "if (take < -5) {"),
                new Mutant(
                        "priority: peeks wait for smaller ones",
                        "PRIORITY",
                        "PriorityOrder",
                        "if (!fits(value, contents.peeks[i - 1])) {",
                        "if (i < -5) {"),
                new Mutant(
                        "priority: the smallest first",
                        "PRIORITY",
                        "PriorityOrder",
                        "Long.compare(numbers[a], numbers[b])",
                        "Long.compare(numbers[b], numbers[a])"),
                new Mutant(
                        "stack: a push meets a slot without layers",
                        "STACK",
                        "StackLayers",
                        "(meetsClear(clearBefore, contents.puts[value]) ? 1 : 0)",
                        "1"),
                new Mutant(
                        "stack: a pop meets a slot without layers",
                        "STACK",
                        "StackLayers",
                        "|| meetsClear(clearBefore, contents.takes[value])",
                        "|| clearBefore != null"),
                new Mutant(
                        "stack: what is left makes it impossible",
                        "STACK",
                        "StackLayers",
                        "out == left.size() ? null : stuck(left)",
                        "out < 0 ? stuck(left) : null"),
                new Mutant(
                        "stack: what is taken out lowers layers",
                        "STACK",
                        "StackLayers",
                        "tree.lower(contents.from[value], contents.until[value]);",
                        ""),
                new Mutant(
                        "stack: only operations invoked by then",
                        "STACK",
                        "StackLayers",
                        "if (invoked[found] > slot) {",
                        "if (found < -5) {"),
                new Mutant(
                        "stack: both operations are waited for",
                        "STACK",
                        "StackLayers",
                        "if (waiting[value] == 0) {",
                        "if (waiting[value] <= 1) {"),
                new Mutant(
                        "set: added once",
                        "SET",
                        "ElementSpans",
                        "if (byElement[element] != NONE) {",
                        "if (element < -5) {"),
                new Mutant(
                        "set: found only if added",
                        "SET",
                        "ElementSpans",
                        "if (add == NONE) {\n                return impossible",
                        "if (add == NONE) {\n                return null;\n            }\n            if (add == NONE) {\n                return impossible"),
                new Mutant(
                        "set: found after it was added",
                        "SET",
                        "ElementSpans",
                        "if (moments.completed()[first] < moments.invoked()[add]) {",
                        "if (first < -5) {"),
                new Mutant(
                        "set: found before it was removed",
                        "SET",
                        "ElementSpans",
                        "if (removal != NONE && moments.completed()[removal] < moments.invoked()[foundLast[element]]) {",
                        "if (removal < -5) {"),
                new Mutant(
                        "set: missed only while it may be away",
                        "SET",
                        "ElementSpans",
                        "missed[op] != NONE && isThereThroughout(missed[op], op)",
                        "missed[op] < -5"),
                new Mutant(
                        "set: there since it was first found",
                        "SET",
                        "ElementSpans",
                        "from = Math.min(from, moments.completed()[first]);",
                        ""),
                new Mutant(
                        "set: there until it was last found",
                        "SET",
                        "ElementSpans",
                        "until = Math.max(until, moments.invoked()[foundLast[element]]);",
                        ""),
                new Mutant(
                        "set: a removal ends it",
                        "SET",
                        "ElementSpans",
                        "removal == NONE ? moments.end() :",
                        "removal < 5 ? moments.end() :"),
                new Mutant(
                        "counter: it never falls",
                        "COUNTER",
                        "CounterSweep",
                        "if (seen < countBefore[op]) {",
                        "if (seen < -5) {"),
                new Mutant(
                        "counter: passed while the read was open",
                        "COUNTER",
                        "CounterSweep",
                        "if (seen < countBefore[op]) {",
                        "if (seen < count) {"),
                new Mutant(
                        "counter: completed increments count",
                        "COUNTER",
                        "CounterSweep",
                        "open.dequeueInt();\n                    count++;",
                        "open.dequeueInt();"),
                new Mutant(
                        "counter: no more than were invoked",
                        "COUNTER",
                        "CounterSweep",
                        "return count < seen\n",
                        "return count < -5\n"),
                new Mutant(
                        "counter: crashed increments may count",
                        "COUNTER",
                        "CounterSweep",
                        "while (count < seen && crashed > 0) {",
                        "while (count < seen && crashed > 99) {"),
                new Mutant(
                        "counter: crashed increments count last",
                        "COUNTER",
                        "CounterSweep",
                        "while (count < seen && !open.isEmpty()) {",
                        "while (count < seen && crashed > 0) {\n                crashed--;\n                count++;\n            }\n            while (count < seen && !open.isEmpty()) {"),
                new Mutant(
                        "lock: no process calls after a crash",
                        "LOCK",
                        "OwnerSessions",
                        "if (before != NONE && moments.completed()[before] > moments.invoked()[op]) {",
                        "if (before < -5) {"),
                new Mutant(
                        "lock: by turns",
                        "LOCK",
                        "OwnerSessions",
                        "wrong == null && operations.ok()[op] ? outOfTurn(op) : wrong",
                        "wrong"),
                new Mutant(
                        "lock: a crash out of turn did not happen",
                        "LOCK",
                        "OwnerSessions",
                        "wrong == null && operations.ok()[op] ?",
                        "wrong == null ?"),
                new Mutant(
                        "lock: sessions do not overlap",
                        "LOCK",
                        "OwnerSessions",
                        "op >= 0 && holder != NONE && heldUntil(holder) > moments.completed()[op]",
                        "op < -5"),
                new Mutant(
                        "lock: held until the release is invoked",
                        "LOCK",
                        "OwnerSessions",
                        "moments.invoked()[releases[acquire]];",
                        "moments.completed()[releases[acquire]];"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void everyBrokenRuleShows(Mutant mutant) throws IOException {
        Path root = Path.of("src/main/java/dev/faultline/checkers/linear");
        Path file = root.resolve(mutant.file() + ".java");
        String source = Files.readString(file);
        assertThat(source.split(Pattern.quote(mutant.original()), -1))
                .as("%s is once in %s", mutant.original(), file)
                .hasSize(2);
        MutatedPackage mutated =
                MutatedPackage.compile(mutant.file(), source.replace(mutant.original(), mutant.replacement()), classes);

        assertThat(mutated.firstDifference(mutant.subject(), HISTORIES))
                .as("a history on which the mutant is wrong")
                .isNotNull();
    }
}
