package dev.runvar.study;

import java.util.List;

/** Which experiments ran the unoptimized workload and which the optimized one, by their ids. */
public record Comparison(List<String> unoptimized, List<String> optimized) {

  public Comparison {
    unoptimized = List.copyOf(unoptimized);
    optimized = List.copyOf(optimized);
  }
}
