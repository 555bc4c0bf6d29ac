package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Checker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each pruning rule of the search and each precondition of a fast path, broken one at a time in the source, is caught by comparing with
 * brute force: what proves the algorithms would notice if one of them were wrong.
 */
class MutantsAreCaughtTest {
    private static final int HISTORIES = 40_000;

    @TempDir
    Path classes;

    /**
     * A change of the source that breaks a rule.
     *
     * @param original text that occurs exactly once in the file
     */
    private record Mutant(String rule, String file, String original, String replacement, String algorithm) {
        @Override
        public String toString() {
            return rule;
        }
    }

    private static Mutant search(String rule, String file, String original, String replacement) {
        return new Mutant(rule, file, original, replacement, "search");
    }

    private static Mutant zones(String rule, String file, String original, String replacement) {
        return new Mutant(rule, file, original, replacement, "auto");
    }

    static List<Mutant> mutants() {
        return List.of(
                search(
                        "alike: the one that ends first",
                        "Search",
                        "problem.endOf[op] < end)",
                        "problem.endOf[op] > end)"),
                search(
                        "alike: only of the same kind",
                        "Search",
                        "problem.kindOf[op] == kind && problem.endOf",
                        "problem.endOf"),
                search(
                        "observed: by open operations",
                        "Search",
                        "if (needed[problem.kindOf[walk.openOp[slot]]] == value) {",
                        "if (value < -5) {"),
                search(
                        "observed: by crashed operations",
                        "Search",
                        "if (walk.invoked[c] > 0 && needed[problem.kindOfClass[c]] == value) {",
                        "if (value < -5) {"),
                search(
                        "orphan: only when nobody can put it again",
                        "Search",
                        "needs > 0 && walk.puts[walk.state] == 0",
                        "needs > 0"),
                search("orphan: the operation's own need is met", "Search", "needs--;", "needs++;"),
                search("overused: at all", "Linearized", "overused = true;", "overused = false;"),
                search(
                        "overused: not before it was invoked",
                        "Linearized",
                        "|| invoked.get(use) >= walk.orderPositions[i]",
                        ""),
                search("overwritten: only what needs nothing", "Walk", "free[w] |= blind[w] &", "free[w] |= open[w] &"),
                search(
                        "overwritten: may still be used",
                        "Search",
                        "if (mayTake(ending)) {",
                        "if (!walk.isFree(problem.slotOf[ending]) && mayTake(ending)) {"),
                search(
                        "overwritten: placed before the write that did it",
                        "Linearized",
                        "while (!overwrites(entries[at]));",
                        "while (at > count - 1);"),
                search(
                        "idle crash: a crashed write of what is there may overwrite others",
                        "Search",
                        "(next != walk.state || (problem.isBlind(kind) && walk.wouldFree()))",
                        "next != walk.state"),
                search(
                        "idle: taken only where legal",
                        "Walk",
                        "if (problem.transitions.step(state, kind) != Transitions.ILLEGAL) {",
                        "if (kind >= 0) {"),
                search(
                        "visited: with no fewer idle ones",
                        "Memo",
                        "if ((fresh[i] & ~vectors[at + i]) != 0) {",
                        "if ((~fresh[i] & vectors[at + i]) != 0) {"),
                search(
                        "visited: free is better than done, not worse",
                        "Memo",
                        "if ((((fresh[i] ^ vectors[at + i]) | fresh[i + writes]) & ~free) != 0) {",
                        "if ((((fresh[i] ^ vectors[at + i]) | free) & ~fresh[i + writes]) != 0) {"),
                search(
                        "visited: what is not free must be the same",
                        "Memo",
                        "if ((((fresh[i] ^ vectors[at + i]) | fresh[i + writes]) & ~free) != 0) {",
                        "if (free < 0 && free > 0) {"),
                search(
                        "visited: with the same others done",
                        "Memo",
                        "key[w] = linearized & ~(walk.idle[w] | walk.blind[w]);",
                        "key[w] = 0;"),
                search(
                        "visited: with no more crashed ones used",
                        "Memo",
                        "if (vectors[at + i] > fresh[i]) {",
                        "if (vectors[at + i] < fresh[i]) {"),
                search(
                        "preparation: crashed writes that somebody needs stay",
                        "Preparation",
                        "(put[op] >= 0 && wanted[put[op]])",
                        "false"),
                search(
                        "preparation: bounded by a need only when nobody else writes it",
                        "Preparation",
                        "&& writers[value] == 1",
                        ""),
                search("preparation: the initial value needs no writer", "Preparation", "&& value != initial", ""),
                zones(
                        "zones: no value is written twice",
                        "Chains",
                        "if (writer[value] != NONE) {",
                        "if (value < -5) {"),
                zones(
                        "zones: the initial value counts as written",
                        "Chains",
                        "writer[columns.initial] = CREATION;",
                        ""),
                zones(
                        "zones: crashed writes that somebody needs stay",
                        "Chains",
                        "if (cause >= 0 && !kept[cause]) {",
                        "if (cause < -5) {"),
                zones(
                        "zones: crashed writes that nobody needs go",
                        "Chains",
                        "if (ok[op]) {\n                kept",
                        "{\n                kept"),
                zones(
                        "zones: a value is replaced once",
                        "Chains",
                        "if (nextLink[needed] != NONE) {",
                        "if (needed < -5) {"),
                zones(
                        "zones: no value comes from itself",
                        "Chains",
                        "if (zones.linksWalked < present) {",
                        "if (present < 0) {"),
                zones(
                        "zones: a writer does not complete before what it comes from",
                        "Chains",
                        "if (completed(by) < invoked(latest)) {",
                        "if (by < -5) {"),
                zones(
                        "zones: a reader does not complete before what it comes from",
                        "Chains",
                        "if (completed[reader] < invoked(latest)) {",
                        "if (reader < -5) {"),
                zones("zones: chains do not overlap", "Chains", "f(chain) < s(forward)", "f(chain) < -5"),
                zones(
                        "zones: a backward zone may stand in nobody's way",
                        "Chains",
                        "forward = f(chain) < s(chain) ? chain : forward;",
                        "forward = chain;"),
                zones(
                        "zones: ordered by the lesser moment",
                        "Chains",
                        "Math.min(f(chain), s(chain))",
                        "Math.max(f(chain), s(chain))"),
                zones(
                        "zones: reads that learned nothing keep their place",
                        "Chains",
                        "invoked[op] < moment",
                        "invoked[op] < 0"));
    }

    private static List<Oracle<?>> oracles(Mutant mutant) {
        return mutant.algorithm().equals("search")
                ? List.of(
                        Oracle.casRegisters(false),
                        Oracle.registers(false),
                        Oracle.casRegistersHolding(1, false),
                        Oracle.casRegisters(true),
                        Oracle.mutexes(),
                        Oracle.crashing(),
                        Oracle.overwriting())
                : List.of(
                        Oracle.casRegisters(true),
                        Oracle.registers(true),
                        Oracle.casRegisters(false),
                        Oracle.casRegistersHolding(1, true));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void every_broken_rule_shows(Mutant mutant) throws IOException {
        Path root = Path.of("src/main/java/dev/faultline/checkers/linear");
        Path file = root.resolve(mutant.file() + ".java");
        String source = Files.readString(file);
        assertThat(source.split(java.util.regex.Pattern.quote(mutant.original()), -1))
                .as("%s is once in %s", mutant.original(), file)
                .hasSize(2);
        MutatedPackage mutated =
                MutatedPackage.compile(mutant.file(), source.replace(mutant.original(), mutant.replacement()), classes);
        assertThat(oracles(mutant).stream().anyMatch(oracle -> isCaughtBy(oracle, mutated, mutant.algorithm())))
                .as("a history on which the mutant is wrong")
                .isTrue();
    }

    private static <S extends Model<S>> boolean isCaughtBy(Oracle<S> oracle, MutatedPackage mutated, String algorithm) {
        Checker checker = mutated.linearizability(oracle.model(), algorithm);
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = oracle.history(seed);
            try {
                Optional<String> objection = oracle.objection(history, checker);
                if (objection.isPresent()) {
                    return true;
                }
            } catch (RuntimeException e) {
                return true; // an order of its own that it cannot follow
            }
        }
        return false;
    }

    @Test
    void what_was_not_broken_is_not_caught() throws IOException {
        Path root = Path.of("src/main/java/dev/faultline/checkers/linear");
        Path file = root.resolve("Search.java");
        MutatedPackage same = MutatedPackage.compile("Search", Files.readString(file), classes);
        assertThat(isCaughtBy(Oracle.casRegisters(false), same, "search")).isFalse();
        assertThat(isCaughtBy(Oracle.casRegisters(true), same, "auto")).isFalse();
    }
}
