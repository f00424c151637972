package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.StudyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableDialectTest {

  @TempDir private Path directory;

  /** Three cycles of 1.5, 2.5 and 3 ms with the gauge n; a slash is a line break. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "n,wall time [ms]/4,1.5/5,2.5/6,3/",
        "n;Wall Time (ms)/4;1.5/5;2.5/6;3/",
        "n;WALL_TIME_MS/4;1,5/5;2,5/6;3,0/",
        "n\twall_time_ms/4\t1.5/5\t2.5/6\t3/",
        "n|wall_time_ms/4|1.5/5|2.5/6|3/",
        "  n   wall_time_ms/  4   1.5/  5   2.5/ 6 3/",
        "# made by a program/# n wall_time_ms/4 1.5/5 2.5/6 3/",
        "A program, version 3/started today/n,wall_time/,ms/4,1.5/5,2.5/6,3/",
        ",ms/n,wall_time/4,1.5/5,2.5/6,3/",
        "\uFEFFn,wall_time_ms\r/4,1.5\r/5,2.5\r/6,3\r/",
        "n,wall_time_ms/4,1.5/n,wall_time_ms/5,2.5/6,3",
        "\"n\",\"wall_time_ms\"/\"4\",\"1.5\"/\"5\",\"2.5\"/\"6\",\"3\"/",
        "n,wall_time_ms,/4,1.5,/5,2.5,/6,3,/"
      })
  void a_table_is_read_as_it_comes(String text) throws IOException {
    CollectedRuns runs = read(text, Map.of("map", List.of("wall_nanos=wall time")));
    assertArrayEquals(new double[] {0.0015, 0.0025, 0.003}, runs.wallSeconds(0), 1e-12);
    assertArrayEquals(new double[] {4, 5, 6}, runs.gauge(0, "n"));
  }

  @Test
  void a_preamble_may_be_a_table_of_its_own() throws IOException {
    CollectedRuns runs =
        read(
            "'Results of 6.2'/'min','max','low'/'-16','16','0'/'[run number]','[step]','timer'/"
                    .replace('\'', '"')
                + "1,0,0.5/1,1,2/1,2,3/2,0,0.1/2,1,3.1/",
            Map.of(
                "map",
                List.of("run=[run number]", "cycle=[step]", "wall_nanos=timer:s:since-start")));
    assertEquals(2, runs.runs().size());
    assertArrayEquals(new double[] {1.5, 1}, runs.wallSeconds(0), 1e-9);
    assertArrayEquals(new double[] {3}, runs.wallSeconds(1), 1e-9);
  }

  @Test
  void text_in_utf_16_is_read_too() throws IOException {
    Path file =
        Files.write(
            directory.resolve("u.csv"),
            "n,wall_nanos\n4,15\n5,25\n".getBytes(StandardCharsets.UTF_16));
    assertArrayEquals(new double[] {4, 5}, CollectedRuns.of(file.toString()).gauge(0, "n"));
  }

  @Test
  void a_wrong_guess_can_be_overridden() throws IOException {
    String text = "x;y/a;b/n;t/4;1,5/5;2,5/";
    Map<String, List<String>> said =
        Map.of(
            "map", List.of("wall_nanos=t:s"),
            "separator", List.of(";"),
            "header-line", List.of("3"),
            "decimals", List.of("comma"));
    CollectedRuns runs = read(text, said);
    assertArrayEquals(new double[] {1.5, 2.5}, runs.wallSeconds(0), 1e-12);
    assertTrue(runs.notes().toString().contains("decimal comma"), runs.notes().toString());
  }

  @Test
  void a_last_row_that_was_cut_is_left_out_and_said() throws IOException {
    CollectedRuns runs = read("n,t/4,1.5/5,2.5/6", Map.of("map", List.of("wall_nanos=t:s")));
    assertEquals(2, runs.timedCycles(0));
    assertTrue(runs.notes().toString().contains("1 cycles at the end of a file have no end"));
  }

  @Test
  void rates_are_no_times_and_no_gauges() throws IOException {
    CollectedRuns runs =
        read("fps,t/40,1.5/50,2.5/60,1/", Map.of("map", List.of("wall_nanos=t:s")));
    assertTrue(runs.notes().toString().contains("rates of the run itself, passed over: fps"));
    for (String rate : List.of("fps", "1 / fps", "ns/day", "total/steps_per_second", "it/s")) {
      MappingException e =
          assertThrows(
              MappingException.class, () -> ColumnMap.parse(List.of("wall_nanos=" + rate)));
      assertTrue(e.getMessage().contains("is a rate, most often an average since the start"));
    }
  }

  @Test
  void columns_that_may_be_the_time_are_proposed() {
    StudyException e =
        assertThrows(StudyException.class, () -> read("n,step_time/4,1.5/5,2.5/6,3/", Map.of()));
    assertTrue(e.getMessage().contains("--map wall_nanos=step_time, with a unit"), e.getMessage());
  }

  @Test
  void steps_after_a_restart_are_left_out_and_counted() throws IOException {
    CollectedRuns runs =
        read(
            "step,t/1,1/2,2/3,3.5/4,4/3,4.6/4,5.2/5,6.2/6,7.3/",
            Map.of("map", List.of("wall_nanos=t:s:since-start", "cycle=step")));
    assertArrayEquals(new double[] {1, 1.5, 0.5, 1, 1.1}, runs.wallSeconds(0), 1e-9);
    assertTrue(runs.notes().toString().contains("2 rows repeat steps"), runs.notes().toString());
  }

  @Test
  void rows_out_of_order_are_refused() {
    StudyException e =
        assertThrows(
            StudyException.class,
            () ->
                read(
                    "step,t/5,1/8,2/7,3/6,4/5,4/4,5/3,6/",
                    Map.of("map", List.of("wall_nanos=t:s", "cycle=step", "seed=step"))));
    assertEquals(1, e.getMessage().lines().count());
  }

  private CollectedRuns read(String text, Map<String, List<String>> said) throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), text.replace('/', '\n'));
    return CollectedRuns.of(
        new ImportRequest(
            List.of(file.toString()),
            Optional.empty(),
            new Reading(said),
            Optional.empty(),
            ImportRequest.Grouping.FILE_BY_FILE,
            new RunDefaults(Optional.empty(), Optional.empty())));
  }
}
