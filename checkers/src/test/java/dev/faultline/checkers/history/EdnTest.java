package dev.faultline.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnTest {
    @Test
    void everyKindOfValueIsRead() {
        assertThat(Edn.parse("nil")).isNull();
        assertThat(Edn.parse("true")).isEqualTo(true);
        assertThat(Edn.parse("-12")).isEqualTo(-12L);
        assertThat(Edn.parse("+7")).isEqualTo(7L);
        assertThat(Edn.parse("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(Edn.parse("3N")).isEqualTo(3L);
        assertThat(Edn.parse("1.5e3")).isEqualTo(1500.0);
        assertThat(Edn.parse("1.50M")).isEqualTo(new BigDecimal("1.50"));
        assertThat(Edn.parse("6/4")).isEqualTo(new Ratio(BigInteger.valueOf(3), BigInteger.TWO));
        assertThat(Edn.parse("4/2")).isEqualTo(2L);
        assertThat(Edn.parse("##-Inf")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Edn.parse("\\newline")).isEqualTo('\n');
        assertThat(Edn.parse("\\u00e9")).isEqualTo('é');
        assertThat(Edn.parse("\\(")).isEqualTo('(');
        assertThat(Edn.parse("\"a\\n\\\"b\\\" \\u00e9\"")).isEqualTo("a\n\"b\" é");
        assertThat(Edn.parse(":db/id")).isEqualTo(Keyword.of("db/id"));
        assertThat(Edn.parse("-")).isEqualTo(new Symbol("-"));
        assertThat(Edn.parse("[1 (2 3) #{4} {:a nil}]"))
                .isEqualTo(List.of(1L, List.of(2L, 3L), Set.of(4L), mapOf(Keyword.of("a"), null)));
        assertThat(Edn.parse("#inst \"2026-11-22\"")).isEqualTo(new Tagged(new Symbol("inst"), "2026-11-22"));
    }

    @Test
    void commasCommentsAndDiscardsAreBlank() {
        assertThat(Edn.parse("; first\n [1,,2 #_ #_ 3 [4] 5 ; end\n #_nil]")).isEqualTo(List.of(1L, 2L, 5L));
        assertThat(Edn.parse("{:a 1 #_:b :c 2}")).isEqualTo(Map.of(Keyword.of("a"), 1L, Keyword.of("c"), 2L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1 2|1|5",
                "{:a}|1|4",
                "{:a 1 :a 2}|1|10",
                "#{1 1}|1|7",
                ")|1|1",
                "[1 12x]|1|4",
                "[::a]|1|2",
                "1/0|1|1",
                "\"abc|1|5",
                "\"\\q\"|1|4",
                "\\nonsense|1|10",
                "#|1|2",
                "##Nope|1|7",
                "1 2|1|3",
                "#_|1|3",
                "1e99999999999M|1|1",
            })
    void malformedTextIsRefusedWithItsPlace(String text, long line, long column) {
        assertThatThrownBy(() -> Edn.parse(text)).isInstanceOfSatisfying(HistoryFormatException.class, e -> {
            assertThat(e.line()).isEqualTo(line);
            assertThat(e.column()).isEqualTo(column);
            assertThat(e.expectation()).startsWith("expected ");
            assertThat(e).hasMessageStartingWith("text:" + line + ":" + column + ": expected ");
        });
    }

    @Test
    void nestingHasALimitAndNoStackOverflow() {
        assertThatThrownBy(() -> Edn.parse("[".repeat(1_000_000))).isInstanceOf(HistoryFormatException.class);
        assertThatThrownBy(() -> Edn.parse("#_".repeat(1_000_000))).isInstanceOf(HistoryFormatException.class);
    }

    @Test
    void aNumberOfAMillionDigitsIsRefusedAtOnce() {
        assertThatThrownBy(() -> Edn.parse("1".repeat(1_000_000))).isInstanceOf(HistoryFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"quoted\" \\back\\",
                "Zażółć gęślą jaźń \uD83D\uDE00",
                "\u0000\u0007\u001b[31mred\u001b[0m\u007f\u0085",
                "right-to-left \u202e override",
                "line\r\nbreak\u2028and\u2029more\ttab",
                "half \uD83D pair",
                "",
            })
    void hostileStringsSurviveOnOneLineOfPrintableText(String text) {
        String printed = Edn.print(text);

        assertThat(Edn.parse(printed)).isEqualTo(text);
        assertThat(printed.codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    }

    @Test
    void randomValuesComeBackAsTheyWere() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            Object value = Edn.normal(randomValue(random, 4));
            assertThat(Edn.parse(Edn.print(value))).isEqualTo(value);
        }
    }

    @Test
    void randomDamageIsReadOrRefusedButNothingElse() {
        Random random = new Random(4);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(Edn.print(randomValue(random, 4)));
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
            try {
                Edn.parse(text.toString());
            } catch (HistoryFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void keywordsAndSymbolsThatWouldNotBeReadBackCannotBeMade() {
        for (String name : new String[] {"", "a b", "a\"", "a]", ":a", "a\n", "a\u202eb"}) {
            assertThatThrownBy(() -> Keyword.of(name)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String name : new String[] {"", "nil", "12", "-1", "#a", ":a", "a;b"}) {
            assertThatThrownBy(() -> new Symbol(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static @Nullable Object randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 16 : 11)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> random.nextInt(10);
            case 4 -> new BigInteger(200, random);
            case 5 -> Double.longBitsToDouble(random.nextLong());
            case 6 -> new BigDecimal(new BigInteger(70, random), random.nextInt(40) - 20);
            case 7 -> (char) random.nextInt(65536);
            case 8 -> Keyword.of("k" + random.nextInt(9) + "/<&>");
            case 9 -> new Symbol("s-" + random.nextInt(9));
            case 10 -> randomString(random);
            case 11 -> Ratio.of(BigInteger.valueOf(random.nextInt()), BigInteger.valueOf(1 + random.nextInt(99)));
            case 12 -> new Tagged(new Symbol("my/tag"), randomValue(random, depth - 1));
            case 13 -> new LinkedHashSet<>(randomList(random, depth));
            case 14 -> randomList(random, depth);
            default -> mapOf(randomValue(random, depth - 1), randomValue(random, depth - 1));
        };
    }

    private static List<@Nullable Object> randomList(Random random, int depth) {
        @Nullable Object[] elements = new Object[random.nextInt(4)];
        Arrays.setAll(elements, i -> randomValue(random, depth - 1));
        return Arrays.asList(elements);
    }

    private static String randomString(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65536));
        }
        return text.toString();
    }

    private static Map<@Nullable Object, @Nullable Object> mapOf(@Nullable Object key, @Nullable Object value) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }
}
