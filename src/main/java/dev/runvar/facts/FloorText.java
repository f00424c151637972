package dev.runvar.facts;

import java.math.BigDecimal;
import java.math.MathContext;

/** Formats the floor of the tests for texts. */
public final class FloorText {

  private static final MathContext DIGITS = new MathContext(3);

  private FloorText() {}

  /** Returns a share in per cent with as few digits as it needs, at most three. */
  public static String of(double floor) {
    return BigDecimal.valueOf(floor)
            .movePointRight(2)
            .round(DIGITS)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
