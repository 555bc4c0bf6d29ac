package dev.faultline.harness.run;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Keyword;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.store.VerdictRecord.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code results.edn}: the verdict as Jepsen's tools read it, {@code :valid?} being true, false or :unknown. */
final class ResultsEdn {
    private ResultsEdn() {}

    static String print(VerdictRecord verdict) {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(Keyword.of("valid?"), valid(verdict.verdict()));
        map.put(Keyword.of("reason"), verdict.sentence());
        for (Found found : verdict.findings()) {
            Map<Object, Object> part = new LinkedHashMap<>();
            part.put(Keyword.of("valid?"), valid(found.verdict()));
            if (!found.sentence().isEmpty()) {
                part.put(Keyword.of("reason"), found.sentence());
            }
            map.put(Keyword.of(found.checker()), part);
        }
        List<Object> counts = new ArrayList<>();
        verdict.operations().forEach((function, c) -> {
            Map<Object, Object> row = new LinkedHashMap<>();
            row.put(Keyword.of("f"), Keyword.of(function));
            row.put(Keyword.of("ok"), c.ok());
            row.put(Keyword.of("fail"), c.fail());
            row.put(Keyword.of("info"), c.info());
            counts.add(row);
        });
        map.put(Keyword.of("operations"), counts);
        return Edn.print(map);
    }

    private static Object valid(String verdict) {
        return switch (verdict) {
            case "valid" -> true;
            case "invalid" -> false;
            default -> Keyword.of("unknown");
        };
    }
}
