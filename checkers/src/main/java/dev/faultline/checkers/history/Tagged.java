package dev.faultline.checkers.history;

import org.jspecify.annotations.Nullable;

/** A tagged EDN value such as {@code #inst "2026-11-22"}, kept as it was written. */
public record Tagged(Symbol tag, @Nullable Object value) {
    @Override
    public String toString() {
        return Edn.print(this);
    }
}
