package dev.runvar.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Computes statistics for a program in another language: a JSON object on each line of standard
 * input, with the statistic's name and its arguments; its result on a line of standard output.
 */
final class StatisticsServer {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Map<String, Function<JsonNode, Object>> STATISTICS =
      Map.ofEntries(
          Map.entry("regression", StatisticsServer::regression),
          Map.entry("trend", in -> trend(in).residuals(array(in, "column"))),
          Map.entry("tolerance", StatisticsServer::tolerance),
          Map.entry("floored_t_test", StatisticsServer::flooredTTest),
          Map.entry("mean_test", in -> MeanTest.of(array(in, "values"))),
          Map.entry("factorial_contrasts", in -> FactorialContrasts.of(array(in, "cells"))),
          Map.entry("holm", in -> Holm.adjusted(array(in, "p"))),
          Map.entry("mann_kendall", in -> MannKendallTest.test(array(in, "series"))),
          Map.entry("theil_sen", in -> TheilSen.slope(array(in, "x"), array(in, "y"))),
          Map.entry("ar1", StatisticsServer::ar1),
          Map.entry("rolling_outliers", in -> RollingOutliers.replaced(array(in, "series"))),
          Map.entry("pelt", in -> Pelt.of(array(in, "series"), in.get("penalty").asDouble())),
          Map.entry("bootstrap_t", StatisticsServer::bootstrapT),
          Map.entry("fieller", StatisticsServer::fieller),
          Map.entry("tost", in -> Tost.of(array(in, "values"), in.get("margin").asDouble())),
          Map.entry("tost_seeds", StatisticsServer::tostSeeds),
          Map.entry("clopper_pearson", StatisticsServer::clopperPearson),
          Map.entry("lmg", StatisticsServer::lmg),
          Map.entry("shapley_values", in -> ShapleyValues.of(array(in, "cells"))),
          Map.entry("spearman", StatisticsServer::spearman));

  private StatisticsServer() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      JsonNode request = JSON.readTree(line);
      Object result = STATISTICS.get(request.get("statistic").asText()).apply(request);
      System.out.println(JSON.writeValueAsString(result));
    }
  }

  private static Object regression(JsonNode in) {
    return QrRegression.coefficients(List.of(matrix(in, "columns")), array(in, "y"));
  }

  private static OrthonormalColumns trend(JsonNode in) {
    return OrthonormalColumns.of(
        NaturalSpline.ofTrend(in.get("cycles").asInt()).basis(array(in, "positions")));
  }

  private static Object tolerance(JsonNode in) {
    return trend(in).with(List.of(matrix(in, "covariates"))).tolerance(array(in, "exposure"));
  }

  private static Object flooredTTest(JsonNode in) {
    return FlooredTTest.of(array(in, "values"), in.get("floor").asDouble());
  }

  private static Object ar1(JsonNode in) {
    double[] series = array(in, "series");
    Ar1 fit = Ar1.ofDifferences(series);
    return Map.of("phi", fit.phi(), "whitened", fit.whitened(series));
  }

  private static Object bootstrapT(JsonNode in) {
    PrimitiveIterator.OfInt draws =
        IntStream.of(JSON.convertValue(in.get("draws"), int[].class)).iterator();
    return BootstrapT.of(array(in, "values"), in.get("resamples").asInt(), new Drawn(draws));
  }

  private static Object fieller(JsonNode in) {
    return Fieller.of(array(in, "numerators"), array(in, "denominators"))
        .<Object>map(Function.identity())
        .orElse(Map.of());
  }

  private static Object tostSeeds(JsonNode in) {
    return Tost.seedsNeeded(in.get("deviation").asDouble(), in.get("margin").asDouble()).orElse(-1);
  }

  private static Object clopperPearson(JsonNode in) {
    return ClopperPearson.of(in.get("successes").asInt(), in.get("trials").asInt());
  }

  private static Object spearman(JsonNode in) {
    return RankCorrelation.spearman(array(in, "x"), array(in, "y")).orElseThrow();
  }

  private static Lmg lmg(JsonNode in) {
    return Lmg.of(matrix(in, "correlation"), JSON.convertValue(in.get("sizes"), int[].class));
  }

  private static double[] array(JsonNode in, String name) {
    return array(in.get(name));
  }

  private static double[] array(JsonNode values) {
    return JSON.convertValue(values, double[].class);
  }

  private static double[][] matrix(JsonNode in, String name) {
    return StreamSupport.stream(in.get(name).spliterator(), false)
        .map(StatisticsServer::array)
        .toArray(double[][]::new);
  }

  /** Draws that were made elsewhere, so that both sides resample alike. */
  private record Drawn(PrimitiveIterator.OfInt draws) implements RandomGenerator {

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException("only bounded draws are given");
    }

    @Override
    public int nextInt(int bound) {
      return draws.nextInt();
    }
  }
}
