package dev.runvar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/**
 * Moments are {@code np.cov(np.c_[population, clusters, wall].T, ddof=0)} of wall = 100, 130, 90,
 * 160, 150, 120; population = 3, 5, 2, 8, 7, 4; clusters = 1, 1, 0, 2, 1, 2. Expected values are
 * {@code sm.OLS(wall, sm.add_constant(x)).fit().resid.std()}, statsmodels 0.15.0.
 */
class WorkResidualTest {

  private static final Map<String, Object> MOMENTS =
      Map.of(
          "cycles", 6L,
          "sd_nanos", 25.0,
          "population_cycles", 6L,
          "population_variance", 4.472222222222221,
          "population_wall_covariance", 52.5,
          "clusters_cycles", 6L,
          "clusters_variance", 0.47222222222222215,
          "clusters_wall_covariance", 10.83333333333333,
          "population_clusters_covariance", 0.8611111111111112);

  @Test
  void what_population_and_clusters_leave_is_that_of_a_regression() {
    assertEquals(2.6423440317229723, WorkResidual.nanos(row(MOMENTS)), 1e-12);
  }

  @Test
  void clusters_that_are_not_given_or_never_change_are_left_out() {
    assertEquals(
        2.9488391230979407, WorkResidual.nanos(row(with(Map.of("clusters_cycles", 5L)))), 1e-12);
    assertEquals(
        2.9488391230979407, WorkResidual.nanos(row(with(Map.of("clusters_variance", 0.0)))), 1e-12);
  }

  @Test
  void work_that_is_a_multiple_of_the_other_counts_once() {
    Map<String, Object> same =
        Map.of(
            "clusters_variance", 4.472222222222221,
            "clusters_wall_covariance", 52.5,
            "population_clusters_covariance", 4.472222222222221);
    assertEquals(2.9488391230979407, WorkResidual.nanos(row(with(same))), 1e-12);
  }

  @Test
  void constant_work_leaves_everything_and_no_work_is_not_measurable() {
    Map<String, Object> constant = Map.of("population_variance", 0.0, "clusters_variance", 0.0);
    assertEquals(25.0, WorkResidual.nanos(row(with(constant))));
    assertNull(
        WorkResidual.nanos(row(with(Map.of("population_cycles", 0L, "clusters_cycles", 5L)))));
  }

  private static Map<String, Object> with(Map<String, Object> changes) {
    Map<String, Object> moments = new TreeMap<>(MOMENTS);
    moments.putAll(changes);
    return moments;
  }

  private static Row row(Map<String, Object> moments) {
    List<StructField> fields = new ArrayList<>();
    moments.forEach(
        (name, value) ->
            fields.add(
                DataTypes.createStructField(
                    name,
                    value instanceof Long ? DataTypes.LongType : DataTypes.DoubleType,
                    true)));
    return new GenericRowWithSchema(
        moments.values().toArray(), new StructType(fields.toArray(StructField[]::new)));
  }
}
