package dev.faultline.checkers.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.model.CasRegister;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExplanationPageTest {
    private static final String HOSTILE =
            "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\u0007\"'&amp;";

    @Test
    void thePageHoldsStoryCoreAndOrdersAsText() {
        String page = ExplanationPage.html(stale(1L, 2L), List.of());

        assertThat(page)
                .contains("the history is not linearizable")
                .contains("but process 0 (2)  write 2  had completed")
                .contains("These 3 completions are impossible together")
                .contains("<code>read 1, but it holds 2</code>")
                .contains("<code>write 1</code> \u2192 <b>1</b>");
    }

    @Test
    void hostileValuesStayText() {
        Explanation explanation = stale(HOSTILE + 1, HOSTILE + 2);
        String page = ExplanationPage.html(explanation, List.of(new FaultBand(HOSTILE, 0, Long.MAX_VALUE)));

        assertThat(page)
                .doesNotContain("<img", "<script>alert", "\u202e", "\u0007")
                .contains("&lt;/script&gt;");
        assertThat(page.split("</script>", -1)).hasSize(3);
        assertThat(explanation.json()).doesNotContain("<", ">", "&").contains("\\u003c/script\\u003e");
    }

    @Test
    void thePageMakesNoRequestAndRunsNothingButItsScript() {
        String page = ExplanationPage.html(stale(1L, 2L), List.of());

        assertThat(page)
                .contains("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
                .doesNotContain(" src=", "@import", "url(http", "fetch(", "href=");
    }

    @Test
    void theDataNamesOperationsByNumber() {
        Map<?, ?> data =
                (Map<?, ?>) Objects.requireNonNull(Edn.parse(stale(1L, 2L).edn()));
        Map<?, ?> path = (Map<?, ?>) ((List<?>) of(data, "final-paths")).get(0);
        Map<?, ?> first = (Map<?, ?>) ((List<?>) of(path, "placed")).get(0);
        Map<?, ?> operation = (Map<?, ?>) ((List<?>) of(data, "operations")).get(0);

        assertThat(of(first, "operation")).isEqualTo(0L);
        assertThat(of(first, "state-after")).isEqualTo("1");
        assertThat(of(operation, "function")).isEqualTo("write");
        assertThat(of((Map<?, ?>) of(data, "last-fit"), "value")).isEqualTo("2");
        assertThat(of((Map<?, ?>) of(data, "prefix"), "shortest")).isEqualTo(true);
        assertThat(data.containsKey(Keyword.of("core"))).isTrue();
    }

    @Test
    void aHistoryThatIsLinearizableHasNoExplanation() {
        History fine = History.of(Event.invoke(0, "write", 1), Event.ok(0, "write", 1));

        assertThat(Explainer.of(new CasRegister()).explain(fine)).isEmpty();
    }

    private static Object of(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(Keyword.of(key)), key);
    }

    /** A read of a value that had been replaced, by processes with that name. */
    private static Explanation stale(Object old, Object replaced) {
        History history = History.of(
                write(EventType.INVOKE, old).at(0),
                write(EventType.OK, old).at(10),
                write(EventType.INVOKE, replaced).at(20),
                write(EventType.OK, replaced).at(30),
                Event.invoke(9, "read", null).at(40),
                Event.ok(9, "read", old).at(50));
        return Explainer.of(new CasRegister()).explain(history).orElseThrow();
    }

    private static Event write(EventType type, Object value) {
        ProcessId process = value instanceof String name ? new ProcessId(name) : ProcessId.client(0);
        return Event.of(type, process, "write", value).with("node", value);
    }
}
