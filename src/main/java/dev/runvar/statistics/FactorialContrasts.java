package dev.runvar.statistics;

/** Main effects and interactions of k factors of two levels. */
public final class FactorialContrasts {

  private FactorialContrasts() {}

  /**
   * Returns the effects; bit i of a position says whether factor i is part of the effect.
   *
   * <p>A main effect is the mean at the second level minus that at the first. An interaction of two
   * factors is half of how much the second factor changes the effect of the first, and so on. What
   * is at position 0 is the mean of all cells.
   *
   * @param cells 2ᵏ values; bit i of the position says whether factor i has its second level
   */
  public static double[] of(double[] cells) {
    if (Integer.bitCount(cells.length) != 1) {
      throw new IllegalArgumentException(cells.length + " cells are no full factorial");
    }
    double[] effects = cells.clone();
    // Each pass replaces pairs that differ in one factor by their mean and their half difference.
    for (int factor = 1; factor < cells.length; factor <<= 1) {
      for (int i = 0; i < cells.length; i++) {
        if ((i & factor) == 0) {
          double first = effects[i];
          double second = effects[i | factor];
          effects[i] = (first + second) / 2;
          effects[i | factor] = (second - first) / 2;
        }
      }
    }
    for (int i = 1; i < cells.length; i++) {
      effects[i] *= 2;
    }
    return effects;
  }
}
