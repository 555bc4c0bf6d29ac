package dev.faultline.harness.objective;

/** How a measured value has to lie to its bound. */
enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    boolean holds(double value, double bound) {
        return switch (this) {
            case LESS -> value < bound;
            case AT_MOST -> value <= bound;
            case MORE -> value > bound;
            case AT_LEAST -> value >= bound;
        };
    }

    /** Whether small values are the good ones. */
    boolean boundsAbove() {
        return this == LESS || this == AT_MOST;
    }
}
