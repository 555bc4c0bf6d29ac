package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What did not come from us is shown as text, whatever it is. */
class HostileInputTest {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String LOG =
            "done </script><img src=x onerror=alert(2)> \u001b[31mred\u001b[0m \u202egnp.exe & \u0000 '\"";

    @Test
    void a_key_and_a_log_line_that_are_markup_stay_text() throws Exception {
        List<String> keys = new ArrayList<>(SyntheticRun.KEYS);
        keys.replaceAll(k -> k + SCRIPT);
        RunData run = SyntheticRun.with(SyntheticRun.invalid(keys), List.of(new LogLine(9_000_000_000L, "n5", LOG)));
        String html = Report.render(run);
        ParsedPage page = ParsedPage.of(html);

        assertThat(page.elements("script")).hasSize(2);
        assertThat(page.elements("img")).isEmpty();
        assertThat(page.elements("h1").get(0).getTextContent()).contains(SCRIPT);
        assertThat(page.text("lanes")).contains("key ");
        assertThat(page.text("logs"))
                .contains(
                        "done </script><img src=x onerror=alert(2)> \\u001b[31mred\\u001b[0m \\u202egnp.exe & \\u0000 '\"");
        assertThat(page.raw.get(1)).doesNotContain("<", ">", "&");
        assertThat(html).doesNotContain("\u001b", "\u202e", "\u0000", "alert(1)</script>");
    }

    @Test
    void a_value_that_would_leave_the_script_block_stays_in_its_string() {
        assertThat(PageData.forScriptBlock("\"</script><!--\u2028&\""))
                .isEqualTo("\"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026\"");
    }

    @Test
    void an_attribute_cannot_be_left() {
        assertThat(new Html().leaf("a", "x", "title", "\" onclick='y' \n<").toString())
                .isEqualTo("<a title=\"&quot; onclick=&#39;y&#39; \\u000a&lt;\">x</a>");
    }

    @Test
    void characters_that_steer_are_shown_by_their_code_and_others_as_they_are() {
        assertThat(Shown.plainly("größer 日本 😀")).isEqualTo("größer 日本 😀");
        assertThat(Shown.plainly("a\u2066b\u200fc\ufeffd\u0085")).isEqualTo("a\\u2066b\\u200fc\\ufeffd\\u0085");
        assertThat(Shown.plainly("\ud800x")).isEqualTo("\\ud800x");
        assertThat(Shown.plainly("\udb40\udc41")).isEqualTo("\\u{e0041}");
    }

    @Test
    void a_long_value_is_cut_and_says_how_long_it_was() {
        assertThat(Shown.value("x".repeat(81))).isEqualTo("x".repeat(80) + "… (81 characters)");
        assertThat(Shown.value("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(Shown.cut("ab😀", 3)).startsWith("ab…");
    }

    @Test
    void a_path_is_one_word_for_a_shell() {
        assertThat(Command.analyze("results/etcd-register/latest"))
                .isEqualTo("./faultline analyze results/etcd-register/latest");
        assertThat(Command.analyze("my runs/$(rm -rf x)'s"))
                .isEqualTo("./faultline analyze 'my runs/$(rm -rf x)'\\''s'");
        assertThat(Command.quoted("")).isEqualTo("''");
    }
}
