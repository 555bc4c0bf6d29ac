package dev.faultline.harness.report;

import java.util.Locale;

/**
 * How numbers and times are written on the page: counts in full, ratios as {@code 0 of 775}, times as seconds of the history's
 * clock, units after an unbreakable space, ranges with an en dash, a real minus sign.
 */
public final class Figures {
    /** Stands for "does not apply"; a zero and an empty cell never do. */
    public static final String DASH = "–";

    private static final char SPACE = '\u00a0';
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Figures() {}

    /** {@code 5,657}. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace('-', '−');
    }

    /** {@code 1 key}, {@code 12 keys}. */
    public static String count(long n, String one, String many) {
        return count(n) + SPACE + (n == 1 ? one : many);
    }

    /** {@code 0 of 775}. */
    public static String ratio(long part, long whole) {
        return count(part) + " of " + count(whole);
    }

    /** A moment in seconds, 3 decimals, without its unit. */
    static String moment(long nanos) {
        return fixed(nanos / NANOS_PER_SECOND, 3);
    }

    /** A moment inside a witness: 4 decimals, without its unit. */
    static String fineMoment(long nanos) {
        return fixed(nanos / NANOS_PER_SECOND, 4);
    }

    static String momentWithUnit(long nanos) {
        return moment(nanos) + SPACE + "s";
    }

    static String range(long from, long to) {
        return moment(from) + " – " + moment(to);
    }

    /** {@code 0.9 ms}, {@code 63 ms}, {@code 1.46 s}, {@code 312 s}. */
    public static String duration(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        double size = Math.abs(millis);
        if (size < 9.95) {
            return fixed(millis, 1) + SPACE + "ms";
        }
        if (size < 999.5) {
            return fixed(millis, 0) + SPACE + "ms";
        }
        double seconds = nanos / NANOS_PER_SECOND;
        return fixed(seconds, Math.abs(seconds) < 99.995 ? 2 : 0) + SPACE + "s";
    }

    /** A duration known to the millisecond only. */
    static String millis(long millis) {
        return millis < 10 ? millis + "" + SPACE + "ms" : duration(millis * 1_000_000);
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + "" + SPACE + "B";
        }
        return bytes < 1_000_000 ? fixed(bytes / 1e3, 0) + SPACE + "kB" : fixed(bytes / 1e6, 1) + SPACE + "MB";
    }

    /** A number of the harness's own for a style or path: plain, at most 4 decimals, none where none are needed. */
    static String plain(double x) {
        String s = String.format(Locale.ROOT, "%.4f", x);
        int end = s.length();
        while (s.charAt(end - 1) == '0') {
            end--;
        }
        s = s.substring(0, s.charAt(end - 1) == '.' ? end - 1 : end);
        return s.equals("-0") ? "0" : s;
    }

    /** A hundredth for a style or path. */
    static String percent(double x) {
        return plain(x) + "%";
    }

    /** Without the zeros at its end: {@code 200}, {@code 0.25}. */
    static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? count((long) x) : plain(x).replace('-', '−');
    }

    /** Three digits that mean something, and all that stand before the point: {@code 0.0123}, {@code 61.2}, {@code 1,234}. */
    static String significant(double x) {
        double size = Math.abs(x);
        if (size == 0 || !Double.isFinite(x)) {
            return Double.isFinite(x) ? "0" : DASH;
        }
        if (size < 1e-4) {
            return "< 0.0001";
        }
        int decimals = (int) Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(size))));
        return number(Math.round(x * Math.pow(10, decimals)) / Math.pow(10, decimals));
    }

    private static String fixed(double x, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", x).replace('-', '−');
    }
}
