package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Householder factorisation of some columns, without those that depend on the ones before.
 *
 * <p>A column is left out when what the columns before it leave of it is at most 1e-10 of its own
 * length. Memory is one copy of the kept columns; a factorisation that is extended shares them.
 */
public final class QrFactorisation {

  private static final double DEPENDENT = 1e-10;

  private final int rows;
  private final List<Reflector> reflectors;
  private final List<Integer> kept;
  private final int columns;

  private QrFactorisation(int rows, List<Reflector> reflectors, List<Integer> kept, int columns) {
    this.rows = rows;
    this.reflectors = List.copyOf(reflectors);
    this.kept = List.copyOf(kept);
    this.columns = columns;
  }

  /** Factorises finite columns of equal length, at least one. */
  public static QrFactorisation of(double[]... columns) {
    return new QrFactorisation(columns[0].length, List.of(), List.of(), 0).extended(columns);
  }

  /** Returns the factorisation of these columns and then more of them; this one stays as it is. */
  public QrFactorisation extended(double[]... more) {
    List<Reflector> extended = new ArrayList<>(reflectors);
    List<Integer> keptNow = new ArrayList<>(kept);
    for (int i = 0; i < more.length; i++) {
      double[] column = more[i].clone();
      if (column.length != rows) {
        throw new IllegalArgumentException(
            "a column of " + column.length + " values beside " + rows);
      }
      double length = norm(column, 0);
      extended.forEach(reflector -> reflector.apply(column));
      int step = extended.size();
      double rest = norm(column, step);
      if (step < rows && rest > DEPENDENT * length) {
        extended.add(new Reflector(column, step, rest));
        keptNow.add(columns + i);
      }
    }
    return new QrFactorisation(rows, extended, keptNow, columns + more.length);
  }

  /** Returns the number of columns that do not depend on those before them. */
  public int rank() {
    return reflectors.size();
  }

  /** Returns the positions of the kept columns, in order. */
  public List<Integer> kept() {
    return kept;
  }

  /** Returns the number of columns, with those that were left out. */
  public int columns() {
    return columns;
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns y minus its least-squares fit on the columns. */
  public double[] residuals(double[] y) {
    double[] rotated = rotated(y);
    Arrays.fill(rotated, 0, rank(), 0.0);
    return rotatedBack(rotated);
  }

  /** Returns a column of Q: one of {@link #rank()} orthogonal directions of length 1. */
  double[] direction(int index) {
    double[] unit = new double[rows];
    unit[index] = 1;
    return rotatedBack(unit);
  }

  private double[] rotatedBack(double[] rotated) {
    for (int i = rank() - 1; i >= 0; i--) {
      reflectors.get(i).apply(rotated);
    }
    return rotated;
  }

  /** Returns Qᵀy: the first {@link #rank()} values are of the fit, the others of the residuals. */
  double[] rotated(double[] y) {
    if (y.length != rows) {
      throw new IllegalArgumentException(y.length + " values beside columns of " + rows);
    }
    double[] rotated = y.clone();
    reflectors.forEach(reflector -> reflector.apply(rotated));
    return rotated;
  }

  /** Solves R·b = the first {@link #rank()} values of the right side. */
  double[] solved(double[] rightSide) {
    double[] solution = new double[rank()];
    for (int i = rank() - 1; i >= 0; i--) {
      double sum = rightSide[i];
      for (int j = i + 1; j < rank(); j++) {
        sum -= reflectors.get(j).column[i] * solution[j];
      }
      solution[i] = sum / reflectors.get(i).diagonal;
    }
    return solution;
  }

  private static double norm(double[] column, int from) {
    double sum = 0;
    for (int i = from; i < column.length; i++) {
      sum += column[i] * column[i];
    }
    Moments.requireFinite(sum);
    return Math.sqrt(sum);
  }

  /** One reflection; its column holds R above the step and the reflected vector from there on. */
  private static final class Reflector {

    private final double[] column;
    private final int step;
    private final double diagonal;
    private final double factor;

    Reflector(double[] column, int step, double rest) {
      this.column = column;
      this.step = step;
      // The sign that adds, so that nothing cancels.
      diagonal = column[step] > 0 ? -rest : rest;
      factor = 1 / (rest * (rest + Math.abs(column[step])));
      column[step] -= diagonal;
    }

    void apply(double[] target) {
      double dot = 0;
      for (int i = step; i < target.length; i++) {
        dot += column[i] * target[i];
      }
      double multiple = dot * factor;
      for (int i = step; i < target.length; i++) {
        target[i] -= multiple * column[i];
      }
    }
  }
}
