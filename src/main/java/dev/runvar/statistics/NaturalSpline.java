package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The natural cubic splines with given knots, in the basis of those that are 1 at one knot and 0 at
 * the others (Wood, Generalized Additive Models, 2017, section 5.3.1).
 *
 * @param knots at least three, strictly increasing
 */
public record NaturalSpline(List<Double> knots) {

  /** Below this many cycles the knots of the trend are not distinct. */
  private static final int FEWEST_CYCLES = 9;

  public NaturalSpline {
    knots = List.copyOf(knots);
    if (knots.size() < 3) {
      throw new IllegalArgumentException("a natural spline needs three knots, not " + knots.size());
    }
    for (int i = 1; i < knots.size(); i++) {
      if (!(knots.get(i - 1) < knots.get(i))) {
        throw new IllegalArgumentException("knots must increase: " + knots);
      }
    }
  }

  /**
   * Returns the spline of a run's trend: knots at 0, 8, 16, 32 … up to n/8, then n/4, 3n/8 … 7n/8
   * and n − 1.
   *
   * @param cycles of the run, at least 9
   */
  public static NaturalSpline ofTrend(int cycles) {
    if (cycles < FEWEST_CYCLES) {
      throw new IllegalArgumentException("a trend over only " + cycles + " cycles");
    }
    List<Double> knots = new ArrayList<>(List.of(0.0));
    double eighth = cycles / 8.0;
    for (double knot = 8; knot <= eighth; knot *= 2) {
      knots.add(knot);
    }
    for (int i = 2; i <= 7; i++) {
      knots.add(i * eighth);
    }
    knots.add(cycles - 1.0);
    return new NaturalSpline(knots);
  }

  /**
   * Returns the basis, one column for each knot.
   *
   * @param positions between the first knot and the last, in any order
   */
  public double[][] basis(double[] positions) {
    double[][] bends = bends();
    double[][] columns = new double[knots.size()][positions.length];
    for (int row = 0; row < positions.length; row++) {
      double position = positions[row];
      int left = interval(position);
      double width = knots.get(left + 1) - knots.get(left);
      double after = position - knots.get(left);
      double before = knots.get(left + 1) - position;
      columns[left][row] += before / width;
      columns[left + 1][row] += after / width;
      double leftBend = (before * before / width - width) * before / 6;
      double rightBend = (after * after / width - width) * after / 6;
      for (int i = 0; i < columns.length; i++) {
        columns[i][row] += leftBend * bends[left][i] + rightBend * bends[left + 1][i];
      }
    }
    return columns;
  }

  private int interval(double position) {
    if (!(position >= knots.get(0) && position <= knots.get(knots.size() - 1))) {
      throw new IllegalArgumentException(position + " is outside the knots " + knots);
    }
    int left = 0;
    while (left < knots.size() - 2 && position >= knots.get(left + 1)) {
      left++;
    }
    return left;
  }

  /** Second derivatives at the knots (rows) of each basis function (columns). */
  private double[][] bends() {
    int inner = knots.size() - 2;
    RealMatrix lengths = new Array2DRowRealMatrix(inner, inner);
    RealMatrix differences = new Array2DRowRealMatrix(inner, inner + 2);
    for (int i = 0; i < inner; i++) {
      double before = knots.get(i + 1) - knots.get(i);
      double after = knots.get(i + 2) - knots.get(i + 1);
      lengths.setEntry(i, i, (before + after) / 3);
      if (i + 1 < inner) {
        lengths.setEntry(i, i + 1, after / 6);
        lengths.setEntry(i + 1, i, after / 6);
      }
      differences.setEntry(i, i, 1 / before);
      differences.setEntry(i, i + 1, -1 / before - 1 / after);
      differences.setEntry(i, i + 2, 1 / after);
    }
    double[][] bends = new double[inner + 2][inner + 2];
    double[][] solved = new QRDecomposition(lengths).getSolver().solve(differences).getData();
    System.arraycopy(solved, 0, bends, 1, inner);
    return bends;
  }
}
