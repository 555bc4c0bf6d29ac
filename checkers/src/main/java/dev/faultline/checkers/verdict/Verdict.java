package dev.faultline.checkers.verdict;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a checker says of a history. Composed, invalid outweighs unknown, and unknown outweighs valid. */
public sealed interface Verdict permits Valid, Invalid, Unknown {

    static Verdict valid() {
        return new Valid(List.of());
    }

    static Verdict invalid(Witness witness) {
        return new Invalid(witness);
    }

    static Verdict unknown(String cause) {
        return new Unknown(cause);
    }

    /**
     * One verdict for all: the first invalid one; else unknown with every cause; else valid. No verdict at all is
     * unknown, since nothing was checked.
     */
    static Verdict compose(List<Verdict> verdicts) {
        Set<String> causes = new LinkedHashSet<>();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Invalid) {
                return verdict;
            }
            if (verdict instanceof Unknown unknown) {
                causes.add(unknown.cause());
            }
        }
        if (verdicts.isEmpty()) {
            return unknown("nothing was checked");
        }
        if (!causes.isEmpty()) {
            return unknown(String.join("; ", causes));
        }
        return verdicts.size() == 1 ? verdicts.get(0) : valid();
    }

    /** The word users see: {@code valid}, {@code invalid}, {@code unknown}. */
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
