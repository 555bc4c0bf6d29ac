package dev.faultline.checkers.explain;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Keyword;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data with string keys as EDN with keywords: {@code finalPaths} becomes {@code :final-paths}. */
final class EdnData {
    private EdnData() {}

    static String print(Object data) {
        return Edn.print(keyed(data));
    }

    private static @Nullable Object keyed(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> keyed = new LinkedHashMap<>();
            map.forEach((key, held) -> keyed.put(keyword(String.valueOf(key)), keyed(held)));
            return keyed;
        }
        return value instanceof List<?> list ? list.stream().map(EdnData::keyed).toList() : value;
    }

    private static Keyword keyword(String name) {
        return Keyword.of(name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
}
