package dev.faultline.checkers.history;

/** An EDN symbol such as {@code foo} or {@code my.ns/foo}. */
public record Symbol(String name) {
    public Symbol {
        if (!EdnAtoms.isSymbol(name)) {
            throw new IllegalArgumentException("name: not an EDN symbol: " + Edn.print(name));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
