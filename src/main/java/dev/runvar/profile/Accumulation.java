package dev.runvar.profile;

import dev.runvar.statistics.MeanInterval;
import dev.runvar.statistics.MeanTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Objects or entries that a program accumulates.
 *
 * @param kind objects of a type, or entries of containers of a name
 * @param name the type, or the variable that holds the container
 * @param first number at the first census within the cycles, mean over seeds
 * @param last number at the last census
 * @param perCycle number added per cycle, mean over seeds: the slope of a least-squares line
 * @param interval 95 % interval of {@code perCycle} over seeds; empty with one seed
 */
public record Accumulation(
    Kind kind,
    String name,
    double first,
    double last,
    double perCycle,
    Optional<MeanInterval> interval) {

  /** The kind of items that are counted. */
  public enum Kind {
    TYPE,
    CONTAINER
  }

  /** Fewest censuses of a run; the next constant is for all runs together. */
  private static final int FEWEST_OF_RUN = 2;

  private static final int FEWEST_CENSUSES = 3;

  /** Items with a smaller number at the end of a run are not shown. */
  private static final double FEWEST_AT_END = 100;

  /** Items that grow by less than this share of their first number are not shown. */
  private static final double LEAST_GROWTH = 0.05;

  public Accumulation {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(interval, "interval");
  }

  /**
   * Returns the items that accumulate in every seed: named containers first, then by the number
   * added per cycle. Runs with fewer than two censuses within their cycles are ignored, and all
   * runs together must have three.
   */
  public static List<Accumulation> of(List<CensusedRun> runs) {
    List<Accumulation> all = new ArrayList<>();
    all.addAll(of(runs, Kind.CONTAINER, Census::entriesByName));
    all.addAll(of(runs, Kind.TYPE, Census::types));
    return List.copyOf(all);
  }

  private static List<Accumulation> of(
      List<CensusedRun> runs, Kind kind, Function<Census, Map<String, Long>> counts) {
    Map<Long, List<Map<String, Line>>> linesOfSeed = new HashMap<>();
    int censuses = 0;
    for (CensusedRun run : runs) {
      Map<String, Line> lines = lines(run, kind, counts);
      if (!lines.isEmpty()) {
        censuses += run.censuses().size();
        linesOfSeed.computeIfAbsent(run.seed(), added -> new ArrayList<>()).add(lines);
      }
    }
    if (censuses < FEWEST_CENSUSES) {
      return List.of();
    }
    Set<String> names = new HashSet<>();
    linesOfSeed.values().forEach(ofSeed -> ofSeed.forEach(lines -> names.addAll(lines.keySet())));
    List<Accumulation> found = new ArrayList<>();
    for (String name : names) {
      List<Line> means =
          linesOfSeed.values().stream().map(ofSeed -> Line.mean(ofSeed, name)).toList();
      Accumulation one = of(kind, name, means);
      boolean growsEverywhere = means.stream().allMatch(line -> line.slope() > 0);
      if (growsEverywhere
          && one.last() >= FEWEST_AT_END
          && one.last() - one.first() >= LEAST_GROWTH * one.first()) {
        found.add(one);
      }
    }
    found.sort(
        Comparator.comparingDouble((Accumulation one) -> -one.perCycle())
            .thenComparing(Accumulation::name));
    return found;
  }

  private static Accumulation of(Kind kind, String name, List<Line> lines) {
    double[] slopes = lines.stream().mapToDouble(Line::slope).toArray();
    Optional<MeanInterval> interval =
        slopes.length < 2 ? Optional.empty() : Optional.of(MeanTest.of(slopes).effect());
    Line mean = Line.mean(lines);
    return new Accumulation(kind, name, mean.first(), mean.last(), mean.slope(), interval);
  }

  /**
   * Fits a line to each count over the cycles of one run. A type that is missing in a census counts
   * as 0. A container has no value until it is large enough to be counted.
   */
  private static Map<String, Line> lines(
      CensusedRun run, Kind kind, Function<Census, Map<String, Long>> counts) {
    List<Double> cycles = new ArrayList<>();
    List<Map<String, Long>> readings = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Census census : run.censuses()) {
      int cycle = run.cycles().firstEndingAfter(census.unixMicros() * 1000);
      if (cycle > 0 && cycle < run.cycles().count()) {
        cycles.add((double) cycle);
        readings.add(counts.apply(census));
        names.addAll(counts.apply(census).keySet());
      }
    }
    Map<String, Line> lines = new HashMap<>();
    if (cycles.size() >= FEWEST_OF_RUN && cycles.get(0) < cycles.get(cycles.size() - 1)) {
      for (String name : names) {
        int first = 0;
        while (kind == Kind.CONTAINER && !readings.get(first).containsKey(name)) {
          first++;
        }
        if (readings.size() - first >= FEWEST_OF_RUN
            && cycles.get(first) < cycles.get(cycles.size() - 1)) {
          lines.put(
              name,
              Line.through(
                  cycles.subList(first, cycles.size()),
                  readings.subList(first, readings.size()).stream()
                      .map(reading -> (double) reading.getOrDefault(name, 0L))
                      .toList()));
        }
      }
    }
    return lines;
  }

  private record Line(double first, double last, double slope) {

    private static final Line NOTHING = new Line(0, 0, 0);

    static Line through(List<Double> x, List<Double> y) {
      double meanX = x.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      double meanY = y.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      double products = 0;
      double squares = 0;
      for (int i = 0; i < x.size(); i++) {
        products += (x.get(i) - meanX) * (y.get(i) - meanY);
        squares += (x.get(i) - meanX) * (x.get(i) - meanX);
      }
      return new Line(y.get(0), y.get(y.size() - 1), products / squares);
    }

    static Line mean(List<Map<String, Line>> runs, String name) {
      return mean(runs.stream().map(lines -> lines.getOrDefault(name, NOTHING)).toList());
    }

    static Line mean(List<Line> lines) {
      return new Line(
          lines.stream().mapToDouble(Line::first).average().orElseThrow(),
          lines.stream().mapToDouble(Line::last).average().orElseThrow(),
          lines.stream().mapToDouble(Line::slope).average().orElseThrow());
    }
  }
}
