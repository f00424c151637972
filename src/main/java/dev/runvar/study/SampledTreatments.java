package dev.runvar.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.math3.random.RandomDataGenerator;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Treatments that fill ranges of numbers evenly, where every combination would be too many. */
final class SampledTreatments {

  private static final Set<String> KEYS = Set.of("sampler", "points", "ranges", "seed");
  private static final int MOST_RANGES = 1000;
  private static final int MOST_POINTS = 100_000;
  private static final int MOST_SEED = Integer.MAX_VALUE;
  private static final MathContext DIGITS = new MathContext(6);

  private static final Map<String, Function<Request, List<double[]>>> SAMPLERS =
      new LinkedHashMap<>();

  static {
    SAMPLERS.put("latin-hypercube", SampledTreatments::latinHypercube);
    SAMPLERS.put("sobol", SampledTreatments::sobol);
  }

  private SampledTreatments() {}

  /**
   * What is to be sampled.
   *
   * @param batches numbers of points; a design with one more has all points of the one before
   */
  private record Request(List<Integer> batches, int dimensions, int seed) {}

  /** The numbers that a parameter may have: whole ones when both bounds are written as such. */
  private record Range(Place place, String parameter, BigDecimal low, BigDecimal high) {

    /** Returns the number at this share of the range, from 0 to under 1. */
    Value at(double share) {
      BigDecimal width = high.subtract(low);
      boolean whole = low.scale() <= 0 && high.scale() <= 0;
      BigDecimal number =
          whole
              ? low.add(
                  new BigDecimal(share * (width.doubleValue() + 1)).setScale(0, RoundingMode.FLOOR))
              : low.add(new BigDecimal(share).multiply(width).round(DIGITS));
      return new Value(place, parameter, number.stripTrailingZeros().toPlainString());
    }
  }

  /** Takes the size of a design before it is made; throws if it is too large. */
  @FunctionalInterface
  interface SizeCheck {
    void of(double points, int ranges);
  }

  /** Reads a sampler, its points and its ranges. */
  static TreatmentTable read(YamlNode node, SizeCheck size) {
    Map<String, YamlNode> keys = node.map(KEYS);
    for (String key : List.of("sampler", "points", "ranges")) {
      if (!keys.containsKey(key)) {
        throw node.error(
            "%s: %s is missing; give sampler, points and ranges".formatted(node.name(), key));
      }
    }
    List<Range> ranges =
        keys.get("ranges").map().entrySet().stream()
            .map(entry -> range(entry.getKey(), entry.getValue()))
            .toList();
    if (ranges.isEmpty() || ranges.size() > MOST_RANGES) {
      throw keys.get("ranges")
          .error(
              "ranges: has %d parameters; allowed: 1 to %d".formatted(ranges.size(), MOST_RANGES));
    }
    int seed = keys.containsKey("seed") ? (int) keys.get("seed").wholeNumber(1, MOST_SEED) : 1;
    Request request = new Request(batches(keys.get("points")), ranges.size(), seed);
    size.of(request.batches().stream().mapToDouble(n -> n).sum(), ranges.size());
    List<double[]> points = keys.get("sampler").oneOf(SAMPLERS).apply(request);
    return new TreatmentTable(
        ranges.stream().map(range -> Value.parameter(range.place(), range.parameter())).toList(),
        points.stream().map(point -> row(node.place(), ranges, point)).toList());
  }

  private static List<Integer> batches(YamlNode points) {
    List<YamlNode> batches = points.isList() ? points.list() : List.of(points);
    if (batches.isEmpty()) {
      throw points.error("points: is empty; give a number of points, or a list of them");
    }
    return batches.stream().map(batch -> (int) batch.wholeNumber(1, MOST_POINTS)).toList();
  }

  private static Range range(String parameter, YamlNode node) {
    List<YamlNode> bounds = node.list();
    String wrong = "%s: needs two numbers, the smaller first, as in [0.05, 0.2]";
    if (bounds.size() != 2) {
      throw node.error(wrong.formatted(parameter));
    }
    BigDecimal low = number(bounds.get(0));
    BigDecimal high = number(bounds.get(1));
    if (low.compareTo(high) >= 0) {
      throw node.error(wrong.formatted(parameter));
    }
    return new Range(node.place(), parameter, low, high);
  }

  private static BigDecimal number(YamlNode bound) {
    return new BigDecimal(bound.text("-?\\d{1,18}(\\.\\d{1,18})?", "a number, as in 3 or 0.05"));
  }

  private static TreatmentTable.Row row(Place place, List<Range> ranges, double[] point) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < point.length; i++) {
      values.add(ranges.get(i).at(point[i]));
    }
    return new TreatmentTable.Row(place, values);
  }

  /** In each batch, every n-th part of every range has one of the n points. */
  private static List<double[]> latinHypercube(Request request) {
    RandomDataGenerator random = new RandomDataGenerator(new Well19937c(request.seed()));
    List<double[]> points = new ArrayList<>();
    for (int n : request.batches()) {
      int first = points.size();
      for (int i = 0; i < n; i++) {
        points.add(new double[request.dimensions()]);
      }
      for (int dimension = 0; dimension < request.dimensions(); dimension++) {
        int[] cells = random.nextPermutation(n, n);
        for (int i = 0; i < n; i++) {
          points.get(first + i)[dimension] = (cells[i] + random.nextUniform(0, 1, true)) / n;
        }
      }
    }
    return points;
  }

  /** The sequence of Sobol without its first point, which is a corner. */
  private static List<double[]> sobol(Request request) {
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(request.dimensions());
    sequence.nextVector();
    int n = request.batches().stream().mapToInt(Integer::intValue).sum();
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      points.add(sequence.nextVector());
    }
    return points;
  }
}
