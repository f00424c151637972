package dev.runvar.study;

import java.util.List;

/** Which experiments ran the unoptimized workload and which the optimized one, by their ids. */
public record Comparison(List<String> unoptimized, List<String> optimized) {

  public static final String UNOPTIMIZED = "unoptimized";
  public static final String OPTIMIZED = "optimized";

  public Comparison {
    unoptimized = List.copyOf(unoptimized);
    optimized = List.copyOf(optimized);
  }

  /** Returns the comparison of the experiments whose runs are all of one variant. */
  static Comparison byVariant(List<Experiment> experiments) {
    return new Comparison(idsOf(experiments, UNOPTIMIZED), idsOf(experiments, OPTIMIZED));
  }

  private static List<String> idsOf(List<Experiment> experiments, String variant) {
    return experiments.stream()
        .filter(experiment -> experiment.variant().equals(variant))
        .map(Experiment::id)
        .toList();
  }
}
