package dev.faultline.harness.time;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The one number that decides every choice of a run. Each part of the harness forks a seed of its own by label, so that
 * drawing more in one place changes nothing in another.
 *
 * @param value any long
 */
public record Seed(long value) {

    /** A seed nobody chose; it is printed first, so that the run can be repeated. Positive, and short enough to be typed. */
    public static Seed fresh() {
        return new Seed(new SecureRandom().nextLong(1, 10_000_000));
    }

    /** The seed of the part called {@code label}: the same for the same label, unrelated for another. */
    public Seed fork(String label) {
        long hash = Dice.mix(value);
        for (byte b : label.getBytes(StandardCharsets.UTF_8)) {
            hash = Dice.mix(hash ^ (b & 0xff));
        }
        return new Seed(hash);
    }

    /** The seed of part number {@code index}: the same for the same number, unrelated for another. */
    public Seed fork(long index) {
        return new Seed(Dice.mix(Dice.mix(value) + (index + 1) * Dice.GOLDEN_GAMMA));
    }

    /** A new sequence of draws, always the same for the same seed. */
    public Dice dice() {
        return new Dice(value);
    }
}
