package dev.runvar.study;

/**
 * Adds up the runs of a study while it is read, and refuses those that would be too many before
 * they are there.
 */
final class DesignSize {

  static final int MOST_RUNS = 1_000_000;

  /**
   * Values of parameters in all treatments and runs together. A plan of 1,000,000 runs with 15
   * parameters each fits into the 2 GB that a command has; one with twice as many does not.
   */
  static final int MOST_VALUES = 20_000_000;

  private static final double SHOWN = 1e15;

  private final int replications;
  private double runs;
  private double values;

  DesignSize(int replications) {
    this.replications = replications;
  }

  /**
   * Adds the treatments of an experiment.
   *
   * @param parameters of each treatment, resolved
   */
  void add(YamlNode experiment, double treatments, int parameters) {
    runs += replications * treatments;
    if (runs > MOST_RUNS) {
      throw experiment.error(
          "%s: %s runs are not allowed; allowed: at most %d in a study"
              .formatted(experiment.name(), shown(runs), MOST_RUNS));
    }
    values += (treatments + replications * treatments) * parameters;
    if (values > MOST_VALUES) {
      throw experiment.error(
          "%s: %s values of parameters in all treatments and runs are not allowed; allowed: at most %d in a study"
              .formatted(experiment.name(), shown(values), MOST_VALUES));
    }
  }

  private static String shown(double number) {
    return number > SHOWN ? "more than 10^15" : "%.0f".formatted(number);
  }
}
