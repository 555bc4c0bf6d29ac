package dev.faultline.checkers.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MutualExclusionTest {
    private static final int HISTORIES = 20_000;
    private static final MutualExclusion CHECKER = new MutualExclusion(2_000);

    private final List<Event> events = new ArrayList<>();

    private static List<@Nullable Object> on(@Nullable Object value) {
        return Arrays.asList("a", value);
    }

    /** One call from {@code from} to {@code to} seconds. */
    private void call(long process, String function, @Nullable Object argument, Event end, double from, double to) {
        events.add(Event.invoke(process, function, on(argument)).at((long) (from * 1e9)));
        events.add(end.at((long) (to * 1e9)));
    }

    private void acquire(long process, long token, double from) {
        call(process, "acquire", null, Event.ok(process, "acquire", on(token)), from, from + 0.1);
    }

    private void write(long process, long token, long value, double from) {
        Object argument = List.of(token, value);
        call(process, "write", argument, Event.ok(process, "write", on(argument)), from, from + 0.1);
    }

    private void read(long process, @Nullable Object seen, double from) {
        call(process, "read", null, Event.ok(process, "read", on(seen)), from, from + 0.1);
    }

    private String verdict() {
        return CHECKER.check(History.of(events)).word();
    }

    @Test
    void agrees_with_brute_force_on_thousands_of_histories_with_crashed_operations() {
        Map<String, Integer> tally = new TreeMap<>();
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = RandomLockHistories.of(seed);
            String expected = BruteForce.excludes(history.judged()) ? "valid" : "invalid";
            assertThat(CHECKER.check(history).word())
                    .as("seed %s: %s", seed, history.events())
                    .isEqualTo(expected);
            tally.merge(expected, 1, Integer::sum);
        }
        assertThat(tally.get("valid")).isGreaterThan(HISTORIES / 10);
        assertThat(tally.get("invalid")).isGreaterThan(HISTORIES / 10);
    }

    @Test
    void holders_one_after_the_other_are_valid() {
        acquire(0, 5, 0);
        write(0, 5, 1, 1);
        acquire(1, 7, 2);
        write(1, 7, 2, 3);
        read(2, List.of(7L, 2L), 4);
        assertThat(verdict()).isEqualTo("valid");
    }

    @Test
    void the_write_of_a_holder_that_slept_over_its_lease_is_told_with_both_holders_and_the_lease() {
        acquire(0, 5, 0);
        write(0, 5, 1, 0.2);
        call(0, "renew", 5L, Event.ok(0, "renew", on(5L)), 0.4, 0.5);
        acquire(1, 7, 2.9);
        write(1, 7, 2, 3.5);
        write(0, 5, 3, 4);
        Finding finding = CHECKER.find(History.of(events));
        assertThat(finding.verdict()).isInstanceOfSatisfying(Invalid.class, invalid -> {
            assertThat(invalid.witness().summary())
                    .isEqualTo("lock a did not exclude: process 0 write 3 under token 5, "
                            + "after process 1 write 2 under token 7 had completed");
            assertThat(invalid.witness().story())
                    .containsExactly(
                            "process 0 write 3 under token 5 from 4.000 to 4.100 s",
                            "process 0 held the lock from 0.100 s with token 5; its lease of 2.000 s was last renewed"
                                    + " at 0.500 s, 3.500 s before that",
                            "it did nothing from 0.500 to 4.000 s, longer than its lease",
                            "but process 1 write 2 under token 7 had completed at 3.600 s",
                            "process 1 held the lock from 3.000 s with token 7");
            assertThat(invalid.witness().cited())
                    .extracting(cited -> cited.operation().function() + ": " + cited.role())
                    .containsExactly(
                            "write: came too late",
                            "acquire: its holder's acquisition",
                            "acquire: the newer holder's acquisition",
                            "write: was over by then");
            assertThat(invalid.witness().toData()).containsKeys("older", "newer", "olderHolder", "newerHolder");
        });
        assertThat(finding.details())
                .containsEntry("holds", 2)
                .containsEntry("overlapping holds", 1)
                .containsEntry("ms of overlap", 500L);
    }

    @Test
    void a_refused_write_does_no_harm_though_two_held_the_lock_at_once() {
        acquire(0, 5, 0);
        acquire(1, 7, 3);
        write(1, 7, 2, 3.5);
        call(0, "write", List.of(5L, 3L), Event.fail(0, "write", on(List.of(5L, 3L))), 4, 4.1);
        write(1, 7, 4, 5);
        Finding finding = CHECKER.find(History.of(events));
        assertThat(finding.verdict().word()).isEqualTo("valid");
        assertThat(finding.details()).containsEntry("overlapping holds", 1).containsEntry("ms of overlap", 900L);
    }

    @Test
    void the_older_holder_may_write_as_long_as_the_newer_one_has_not() {
        acquire(0, 5, 0);
        acquire(1, 7, 3);
        write(0, 5, 3, 4);
        write(1, 7, 2, 5);
        assertThat(verdict()).isEqualTo("valid");
    }

    @Test
    void a_write_whose_answer_was_lost_counts_where_it_is_seen() {
        acquire(0, 5, 0);
        acquire(1, 7, 3);
        write(1, 7, 2, 4);
        events.add(Event.invoke(0, "write", on(List.of(5L, 3L))));
        events.add(Event.info(0, "write", on(List.of(5L, 3L))));
        assertThat(verdict()).isEqualTo("valid");
        read(2, List.of(5L, 3L), 6);
        assertThat(verdict()).isEqualTo("invalid");
    }

    @Test
    void two_holders_with_one_token_are_not_told_apart_by_it() {
        acquire(0, 5, 0);
        acquire(1, 5, 3);
        assertThat(verdict()).isEqualTo("invalid");
    }

    @Test
    void tokens_must_grow() {
        acquire(0, 5, 0);
        acquire(1, 4, 3);
        assertThat(verdict()).isEqualTo("invalid");
    }

    @Test
    void what_cannot_be_understood_is_unknown() {
        call(0, "write", 3L, Event.ok(0, "write", on(3L)), 0, 1);
        assertThat(CHECKER.check(History.of(events))).isInstanceOf(Unknown.class);
    }
}
