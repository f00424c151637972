package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProfileRowsTest {

  private static final Frame STEP = new Frame("a;b.py", "Model.\"step\"", 3, 5, true);
  private static final Frame MAIN = new Frame("a;b.py", "<module>", 1, 9, true);

  private static List<List<String>> asTexts(List<List<Object>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(value -> Objects.toString(value, null)).toList())
        .toList();
  }

  @Test
  void what_is_written_is_what_is_read() throws IOException {
    CycleSpans spans = CycleSpans.equal(0, 20_000_000, 20);
    List<Sample> samples =
        List.of(
            new Sample(1_500, 1_000_000, List.of(STEP, MAIN), "choose"),
            new Sample(18_700, 1_300_000, List.of(MAIN)));
    Census census =
        new Census(
            4_500,
            10,
            7,
            8,
            Map.of("list", 3L),
            List.of(new Census.Container("list", 9, "main:q")));
    Census later = new Census(30_000, 10, 7, 8, Map.of(), List.of());
    ProfileRows rows =
        ProfileRows.of(SampleJoin.of(spans, samples.iterator()), spans, List.of(census, later));
    assertEquals(1, rows.censuses().size());
    assertEquals(4, rows.censuses().get(0).unixMicros());
    rows.values().forEach(row -> assertEquals(ProfileRows.COLUMNS.size(), row.size()));
    assertEquals(rows, ProfileRows.parse(asTexts(rows.values())));
  }

  @Test
  void entries_are_counted_per_cycle() {
    CycleSpans spans = CycleSpans.equal(0, 1_000_000_000, 1_000);
    List<Census> censuses =
        java.util.stream.IntStream.range(1, 10)
            .mapToObj(
                i ->
                    new Census(
                        i * 100_000L,
                        0,
                        0,
                        0,
                        Map.of(),
                        List.of(new Census.Container("list", 200L * i, "main:q"))))
            .toList();
    ProfileRows rows =
        ProfileRows.of(
            SampleJoin.of(spans, java.util.Collections.emptyIterator()), spans, censuses);
    Accumulation found = Accumulation.of(List.of(rows.censused(1))).get(0);
    assertEquals("main:q", found.name());
    assertEquals(2.0, found.perCycle(), 0.01);
  }
}
