package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On lines that OpenJDK 17 wrote. */
class GcLogTest {

  private static final String YOUNG =
      """
      [22713064959360ns][gc     ] Using Serial
      [22713129936742ns][gc,heap] GC(0) DefNew: 8693K(9792K)->1088K(9792K) Eden: 8693K(8704K)->0K(8704K) From: 0K(1088K)->1088K(1088K)
      [22713129954645ns][gc,heap] GC(0) Tenured: 0K(21888K)->7142K(21888K)
      [22713129970725ns][gc     ] GC(0) Pause Young (Allocation Failure) 8M->8M(30M) 5.262ms
      """;

  private static final String FULL =
      """
      [22713139254484ns][gc     ] GC(3) Pause Young (Allocation Failure) 26M->26M(30M) 0.018ms
      [22713141517754ns][gc,heap] GC(4) DefNew: 9764K(9792K)->0K(9792K) Eden: 8689K(8704K)->0K(8704K) From: 1075K(1088K)->0K(1088K)
      [22713141529199ns][gc,heap] GC(4) Tenured: 17495K(21888K)->9794K(21888K)
      [22713141544291ns][gc     ] GC(4) Pause Full (Allocation Failure) 26M->9M(30M) 2.282ms
      """;

  @TempDir private Path directory;

  @Test
  void a_pause_has_its_end_its_length_and_the_heap_after_it() throws IOException {
    try (GcLog log = log(YOUNG)) {
      GcPause pause = log.nextUntil(Long.MAX_VALUE).orElseThrow();
      assertEquals(22_713_129_970_725L, pause.endNanoTime());
      assertEquals(5_262_000, pause.nanos());
      assertEquals((1_088 + 7_142) * 1024L, pause.heapUsedBytes());
      assertEquals((9_792 + 21_888) * 1024L, pause.heapCommittedBytes());
      assertEquals(Optional.empty(), log.nextUntil(Long.MAX_VALUE));
    }
  }

  @Test
  void a_pause_that_moved_nothing_has_no_heap() throws IOException {
    try (GcLog log = log(FULL)) {
      assertEquals(
          new GcPause(22_713_139_254_484L, 18_000, null, null),
          log.nextUntil(Long.MAX_VALUE).orElseThrow());
      assertEquals(2_282_000, log.nextUntil(Long.MAX_VALUE).orElseThrow().nanos());
    }
  }

  @Test
  void a_pause_waits_for_its_time() throws IOException {
    try (GcLog log = log(FULL)) {
      assertEquals(18_000, log.nextUntil(22_713_139_254_484L).orElseThrow().nanos());
      assertEquals(Optional.empty(), log.nextUntil(22_713_141_544_290L));
      assertEquals(2_282_000, log.nextUntil(22_713_141_544_291L).orElseThrow().nanos());
    }
  }

  @Test
  void a_log_is_read_on_from_where_its_jvm_was_interrupted() throws IOException {
    Path file = directory.resolve("gc.log");
    try (GcLog log = new GcLog(file)) {
      assertEquals(Optional.empty(), log.nextUntil(Long.MAX_VALUE - 2));
      int half = YOUNG.length() / 2;
      Files.writeString(file, YOUNG.substring(0, half));
      assertEquals(Optional.empty(), log.nextUntil(Long.MAX_VALUE - 1));
      Files.writeString(file, YOUNG.substring(half), StandardOpenOption.APPEND);
      assertEquals(5_262_000, log.nextUntil(Long.MAX_VALUE).orElseThrow().nanos());
    }
  }

  private GcLog log(String text) throws IOException {
    return new GcLog(Files.writeString(directory.resolve("gc.log"), text));
  }
}
