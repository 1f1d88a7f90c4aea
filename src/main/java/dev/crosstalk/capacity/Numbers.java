package dev.crosstalk.capacity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers are written. */
final class Numbers {
    private static final double WHOLE_FROM = 100;
    private static final int DIGITS = 3;

    private Numbers() {}

    /** Whole numbers from a hundred on, three digits below, with commas between thousands. */
    static String shown(double value) {
        return value >= WHOLE_FROM || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : plain(rounded(value));
    }

    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** For JSON: without exponents, and without digits that nobody can mean. */
    static BigDecimal exact(double value) {
        BigDecimal number =
                BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
    }
}
