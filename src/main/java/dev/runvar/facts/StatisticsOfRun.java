package dev.runvar.facts;

import dev.runvar.facts.Pairs.Rows;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** Computes the statistics of a run. */
final class StatisticsOfRun {

  private static final double NANOS_PER_HOUR = 3.6e12;

  private final TimedRows run;
  private final long common;
  private final int[] places;
  private final Map<RunStatistic, Double> statistics = new EnumMap<>(RunStatistic.class);

  StatisticsOfRun(TimedRows run, long commonCycles) {
    this.run = run;
    common = commonCycles;
    places = run.places();
  }

  Map<RunStatistic, Double> statistics() {
    wallTimes();
    slopes();
    work();
    commonCycles();
    squares();
    line(run.columnOrNull("database_bytes"), RunStatistic.DATABASE_CYCLES);
    line(run.columnOrNull("patterns"), RunStatistic.PATTERNS_CYCLES);
    return statistics;
  }

  /** Sets a statistic; NaN means that the run does not have it. */
  private void put(RunStatistic statistic, double value) {
    if (!Double.isNaN(value)) {
      statistics.put(statistic, value);
    }
  }

  private Rows rows(IntPredicate places) {
    return row -> this.places[row] >= 0 && places.test(this.places[row]);
  }

  private double mean(double[] columnOrNull, IntPredicate places) {
    if (columnOrNull == null) {
      return Double.NaN;
    }
    double sum = 0;
    int count = 0;
    for (int row = 0; row < columnOrNull.length; row++) {
      int place = this.places[row];
      if (place >= 0 && !Double.isNaN(columnOrNull[row]) && places.test(place)) {
        sum += columnOrNull[row];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private double sum(double[] columnOrNull, IntPredicate places) {
    double mean = mean(columnOrNull, places);
    return Double.isNaN(mean)
        ? mean
        : mean * Pairs.of(columnOrNull, columnOrNull, rows(places)).count();
  }

  private int third(int place) {
    return (int) (3L * place / run.cycles());
  }

  private void wallTimes() {
    double[] wall = run.wall();
    Pairs all = Pairs.of(wall, wall, rows(place -> true));
    put(RunStatistic.CYCLES, all.count());
    put(RunStatistic.MEAN_NANOS, all.meanX());
    put(RunStatistic.VARIANCE_NANOS, all.varianceX());
    put(RunStatistic.EARLY_NANOS, mean(wall, run::isEarly));
    put(RunStatistic.LATE_NANOS, mean(wall, run::isLate));
    long baseline = (run.cycles() + 19) / 20;
    put(RunStatistic.BASELINE_NANOS, mean(wall, place -> place < baseline));
    put(RunStatistic.FIRST_THIRD_NANOS, mean(wall, place -> third(place) == 0));
    put(RunStatistic.MIDDLE_THIRD_NANOS, mean(wall, place -> third(place) == 1));
    put(RunStatistic.LAST_THIRD_NANOS, mean(wall, place -> third(place) == 2));
    put(RunStatistic.HOST_READINGS, sum(run.columnOrNull("host_readings"), place -> true));
  }

  private void slopes() {
    double[] elapsed = run.columnOrNull("elapsed_nanos");
    Pairs first = Pairs.of(elapsed, run.wall(), rows(place -> third(place) == 0));
    Pairs last = Pairs.of(elapsed, run.wall(), rows(place -> third(place) == 2));
    put(RunStatistic.EARLY_SLOPE, first.slope() * NANOS_PER_HOUR);
    put(RunStatistic.LATE_SLOPE, last.slope() * NANOS_PER_HOUR);
  }

  private void work() {
    double[] population = run.columnOrNull("population");
    double[] clusters = run.columnOrNull("clusters");
    Pairs wallOfPopulation = Pairs.of(population, run.wall(), rows(place -> true));
    put(RunStatistic.MEAN_POPULATION, wallOfPopulation.meanX());
    put(RunStatistic.POPULATION_CYCLES, wallOfPopulation.count());
    put(RunStatistic.POPULATION_VARIANCE, wallOfPopulation.varianceX());
    put(RunStatistic.POPULATION_WALL_COVARIANCE, wallOfPopulation.covariance());
    Pairs wallOfClusters = Pairs.of(clusters, run.wall(), rows(place -> true));
    put(RunStatistic.CLUSTERS_CYCLES, wallOfClusters.count());
    put(RunStatistic.CLUSTERS_VARIANCE, wallOfClusters.varianceX());
    put(RunStatistic.CLUSTERS_WALL_COVARIANCE, wallOfClusters.covariance());
    put(
        RunStatistic.POPULATION_CLUSTERS_COVARIANCE,
        Pairs.of(population, clusters, rows(place -> true)).covariance());
    put(RunStatistic.PATTERNS_AT_END, atEnd(run.columnOrNull("patterns"), run.cycles()));
  }

  /** Returns the value at the timed cycle with the largest number. */
  private double atEnd(double[] columnOrNull, long cycles) {
    double value = Double.NaN;
    long last = -1;
    for (int row = 0; columnOrNull != null && row < columnOrNull.length; row++) {
      if (places[row] >= 0 && places[row] < cycles && run.cycle(row) > last) {
        last = run.cycle(row);
        value = columnOrNull[row];
      }
    }
    return value;
  }

  private void commonCycles() {
    IntPredicate shared = place -> place < common;
    Pairs wall = Pairs.of(run.wall(), run.wall(), rows(shared));
    put(RunStatistic.COMMON_CYCLES, (double) common);
    put(RunStatistic.COMMON_NANOS, wall.meanX());
    put(RunStatistic.COMMON_VARIANCE_NANOS, wall.varianceX());
    put(RunStatistic.COMMON_EARLY_NANOS, mean(run.wall(), place -> place < common / 5));
    long late = common - TimedRows.fifthUp(common);
    put(RunStatistic.COMMON_LATE_NANOS, mean(run.wall(), place -> place >= late && place < common));
    put(RunStatistic.COMMON_HOST_READINGS, sum(run.columnOrNull("host_readings"), shared));
    put(RunStatistic.COMMON_POPULATION, mean(run.columnOrNull("population"), shared));
    put(RunStatistic.COMMON_PATTERNS, atEnd(run.columnOrNull("patterns"), common));
  }

  /** The moments of cycle, its square, and wall time. */
  private void squares() {
    double[] cycle = new double[run.rows()];
    double[] square = new double[run.rows()];
    for (int row = 0; row < cycle.length; row++) {
      cycle[row] = run.cycle(row);
      square[row] = cycle[row] * cycle[row];
    }
    Pairs squares = Pairs.of(cycle, square, rows(place -> true));
    put(RunStatistic.MEAN_CYCLE, squares.meanX());
    put(RunStatistic.MEAN_SQUARE, squares.meanY());
    put(RunStatistic.VARIANCE_CYCLE, squares.varianceX());
    put(RunStatistic.VARIANCE_SQUARE, squares.varianceY());
    put(RunStatistic.CYCLE_SQUARE_COVARIANCE, squares.covariance());
    put(
        RunStatistic.CYCLE_WALL_COVARIANCE,
        Pairs.of(cycle, run.wall(), rows(place -> true)).covariance());
    put(
        RunStatistic.SQUARE_WALL_COVARIANCE,
        Pairs.of(square, run.wall(), rows(place -> true)).covariance());
  }

  /**
   * The moments of an exposure and wall time.
   *
   * @param cycles the first of their statistics; the others follow it in order
   */
  private void line(double[] exposure, RunStatistic cycles) {
    Pairs pairs = Pairs.of(exposure, run.wall(), rows(place -> true));
    double[] values = {
      pairs.count(),
      pairs.meanX(),
      pairs.meanY(),
      pairs.varianceX(),
      pairs.covariance(),
      pairs.varianceY()
    };
    for (int i = 0; i < values.length; i++) {
      put(RunStatistic.values()[cycles.ordinal() + i], values[i]);
    }
  }
}
