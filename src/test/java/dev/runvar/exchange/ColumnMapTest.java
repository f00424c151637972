package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runvar.study.Place;
import dev.runvar.study.StudyException;
import dev.runvar.telemetry.Column;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnMapTest {

  private static final Place HEADER = new Place("table.csv", 1);

  @ParameterizedTest
  @CsvSource({
    "wall_nanos=t,1",
    "wall_nanos=t:ns,1",
    "wall_nanos=t:us,1e3",
    "wall_nanos=t:ms,1e6",
    "wall_nanos=t:s,1e9",
    "phase.io=t:ms,1e6",
    "rss_bytes=t:b,1",
    "rss_bytes=t:kb,1024",
    "rss_bytes=t:mb,1048576",
    "rss_bytes=t:gb,1073741824",
    "patterns=t,1"
  })
  void a_unit_says_how_many_of_ours_are_in_one_of_theirs(String text, double factor) {
    List<Source> sources = sources(ColumnMap.parse(List.of(text)), "t");
    assertEquals(factor, sources.get(0).factor());
  }

  @Test
  void columns_are_taken_by_map_then_by_name_and_else_are_gauges() {
    List<Source> sources =
        sources(
            ColumnMap.parse(List.of("wall_nanos=a=b:s", "param.size=n")),
            "",
            "a=b",
            "n",
            "seed",
            "cycle",
            "phase.io",
            "other");
    assertEquals(
        List.of(
            new Target(Target.Role.COLUMN, "wall_nanos", Column.WALL_NANOS),
            new Target(Target.Role.PARAMETER, "size", null),
            new Target(Target.Role.SEED, "seed", null),
            new Target(Target.Role.COLUMN, "cycle", Column.CYCLE),
            new Target(Target.Role.PHASE, "io", null),
            new Target(Target.Role.GAUGE, "other", null)),
        sources.stream().map(Source::target).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runtime|ours=theirs or ours=theirs:unit, as in wall_nanos=runtime:s",
        "=runtime|ours=theirs or ours=theirs:unit, as in wall_nanos=runtime:s",
        "wall_nanos=|ours=theirs or ours=theirs:unit, as in wall_nanos=runtime:s",
        "wall=runtime|experiment, variant, seed, run, param.NAME, phase.NAME, gauge.NAME, or a column of the telemetry",
        "wall_nanos=t:d|after the colon ns, us, ms, s, min, h, last, sum, count, max, optional, since-start, time, each",
        "rss_bytes=t:s|after the colon b, kb, mb, gb, last, sum, count, max, optional, since-start",
        "patterns=t:kb|after the colon last, sum, count, max, optional, since-start"
      })
  void a_text_that_is_no_map_is_refused_in_one_line(String text, String allowed) {
    MappingException e = assertThrows(MappingException.class, () -> ColumnMap.parse(List.of(text)));
    assertEquals(
        "--map: \"%s\" is not allowed; allowed: %s".formatted(text, allowed), e.getMessage());
  }

  @Test
  void a_column_is_mapped_once() {
    String message =
        "--map: \"wall_nanos=b\" is not allowed; allowed: each column of ours and of theirs once";
    List<String> twice = List.of("wall_nanos=a", "wall_nanos=b");
    assertEquals(
        message, assertThrows(MappingException.class, () -> ColumnMap.parse(twice)).getMessage());
  }

  @Test
  void a_mapped_column_must_be_in_the_file() {
    ColumnMap map = ColumnMap.parse(List.of("wall_nanos=runtime"));
    StudyException e = assertThrows(StudyException.class, () -> sources(map, "a", "b"));
    assertEquals(
        "table.csv:1: --map: column \"runtime\" is not allowed; allowed: columns of this file, [a, b]",
        e.getMessage());
  }

  private static List<Source> sources(ColumnMap map, String... theirs) {
    return map.sources(HEADER, List.of(theirs), List.of(), ColumnMap.Columns.FIXED);
  }
}
