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
 * Something that a program holds ever more of.
 *
 * @param kind objects of a type, or entries of containers of a name
 * @param name the type, or the place where the container is held
 * @param first how many there were at the first census within the cycles, mean over seeds
 * @param last how many at the last one
 * @param perCycle how many are added per cycle, mean over seeds: the slope of a least-squares line
 * @param interval 95 % interval of {@code perCycle} over seeds; empty with one seed
 */
public record Accumulation(
    Kind kind,
    String name,
    double first,
    double last,
    double perCycle,
    Optional<MeanInterval> interval) {

  /** What is counted. */
  public enum Kind {
    TYPE,
    CONTAINER
  }

  /** In a run, and in all runs together. */
  private static final int FEWEST_OF_RUN = 2;

  private static final int FEWEST_CENSUSES = 3;

  /** What holds less than this at the end of a run is no accumulation worth a line. */
  private static final double FEWEST_AT_END = 100;

  /** What grows by less than this share of what was there at first is not shown. */
  private static final double LEAST_GROWTH = 0.05;

  public Accumulation {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(interval, "interval");
  }

  /**
   * Returns what accumulates in every seed, named containers first, then by what is added per
   * cycle. Runs with fewer than two censuses within their cycles say nothing, and all runs together
   * must have three.
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
   * A count over the cycles of one run. A type that a census does not have was not there; of a
   * container nothing is known until it is large enough to be counted.
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
