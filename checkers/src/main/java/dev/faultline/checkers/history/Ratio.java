package dev.faultline.checkers.history;

import java.math.BigInteger;

/** An exact fraction such as {@code 1/3}, in lowest terms with a denominator above one. */
public record Ratio(BigInteger numerator, BigInteger denominator) {
    public Ratio {
        if (denominator.compareTo(BigInteger.ONE) <= 0
                || !numerator.gcd(denominator).equals(BigInteger.ONE)) {
            throw new IllegalArgumentException(
                    "not a ratio in lowest terms with a denominator above 1: " + numerator + "/" + denominator);
        }
    }

    /** The quotient as a {@code Ratio}, or as a {@code Long} or {@code BigInteger} when it is whole. */
    static Object of(BigInteger numerator, BigInteger denominator) {
        BigInteger divisor = numerator.gcd(denominator);
        BigInteger top = numerator.divide(divisor);
        BigInteger bottom = denominator.divide(divisor);
        return bottom.equals(BigInteger.ONE) ? Edn.whole(top) : new Ratio(top, bottom);
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
