package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmCensusTest {

  /** As OpenJDK 17.0.15 answers, shortened; the first line says that there was no error. */
  private static final String HISTOGRAM =
      """
      0
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:         37972         911328  Chain$Link
         2:         13636         826312  [B (java.base@17.0.15)
         3:          3104         373024  java.lang.Class (java.base@17.0.15)
         4:             2             48  Chain$Link
      Total         54714        2110712
      """;

  @Test
  void classes_are_counted_and_those_of_one_name_together() {
    Census census = JvmCensus.census(HISTOGRAM, 5, 7);
    assertEquals(
        Map.of("Chain$Link", 37_974L, "[B", 13_636L, "java.lang.Class", 3_104L), census.types());
    assertEquals(54_714, census.objects());
    assertEquals(5, census.unixMicros());
    assertEquals(7, census.durationNanos());
  }

  @Test
  void an_answer_that_is_an_error_counts_nothing() {
    assertEquals(Map.of(), JvmCensus.census("101\nOperation not recognized!", 5, 7).types());
  }

  @Test
  void a_cycle_that_ends_while_a_count_goes_on_stood_still_since_that_began() {
    List<long[]> counts = List.of(new long[] {10, 20}, new long[] {90, Long.MAX_VALUE});
    assertEquals(5, JvmCensus.overlapNanos(counts, 15, 80));
    assertEquals(10 + 10, JvmCensus.overlapNanos(counts, 0, 100));
    assertEquals(0, JvmCensus.overlapNanos(counts, 20, 90));
  }

  @Test
  void a_process_that_is_no_virtual_machine_is_left_alone() {
    JvmCensus census = JvmCensus.of(ProcessHandle.current().pid() + 1_000_000_000L);
    census.close();
    assertEquals(0, census.censuses().size());
  }
}
