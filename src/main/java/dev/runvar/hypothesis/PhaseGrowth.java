package dev.runvar.hypothesis;

import java.util.List;

/** By how much a part of the runtime grows over a run, beyond its work and beyond the rest. */
final class PhaseGrowth {

  static final String GROWTH = ".growth";
  static final String EXCESS = ".excess";
  static final String REST = ".rest";

  private PhaseGrowth() {}

  /**
   * Keeps the part's growth G and its excess E over the growth of the rest, as shares of the early
   * runtime, and the share that the rest has of that.
   */
  static void measure(
      String name,
      RunView view,
      double[] part,
      double[] rest,
      List<double[]> work,
      EffectValues values) {
    RunTelemetry run = view.run();
    // Not all cycles may time their phases: all means are of those that do.
    double earlyWall = run.early(run.wall(), part);
    double earlyRest = run.early(rest);
    double growth = beyondWork(view, part, work);
    values.put(name + GROWTH, growth / earlyWall);
    values.put(
        name + EXCESS,
        (growth - run.early(part) * beyondWork(view, rest, work) / earlyRest) / earlyWall);
    values.put(name + REST, earlyRest / earlyWall);
  }

  /** Returns late − early of a column, less what its work explains of it. */
  private static double beyondWork(RunView view, double[] column, List<double[]> work) {
    RunTelemetry run = view.run();
    double[] slopes = view.cycles().slopes(column, work);
    double growth = run.late(column) - run.early(column);
    for (int i = 0; i < slopes.length; i++) {
      growth -= slopes[i] * (run.late(work.get(i), column) - run.early(work.get(i), column));
    }
    return growth;
  }
}
