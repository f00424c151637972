package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.ImportedPlan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.StudyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other programs and systems write them, and what is refused in one line. */
class ImportTest {

  private static final String FIRST = "{\"cycle\":0,\"wall_ns\":5}";
  private static final String SECOND = "{\"cycle\":1,\"wall_ns\":4}";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "H\nA\nB\n",
        "H\nA\nB",
        "H\r\nA\r\nB\r\n",
        "\n\n  \nH\n\t\nA\n\nB\n\n",
        "\r\nH\r\n \r\nA\r\nB\r\n\r\n",
        "\uFEFFH\nA\nB\n",
        "\uFEFF\nH\nA\nB\n",
        "H\nA\nB\n\n{\"end\":true}\n\n"
      })
  void lines_are_read_with_any_blank_line_line_break_and_byte_order_mark(String text)
      throws IOException {
    String lines =
        text.replace("H", "{\"runvar\":1,\"seed\":3}").replace("A", FIRST).replace("B", SECOND);
    RunSpec run = survey(write("a.jsonl", lines)).get(0);
    assertEquals(2, run.cycles());
    assertEquals(3, run.seed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"H\nA\n\nB", "H\r\nA\r\n\r\nB\r\n", "\uFEFFH\n  \nA\nB\n\n"})
  void tables_are_read_so_too(String text) throws IOException {
    String table = text.replace("H", "wall_nanos,seed").replace("A", "5,3").replace("B", "4,3");
    RunSpec run = survey(write("a.csv", table)).get(0);
    assertEquals(2, run.cycles());
    assertEquals(3, run.seed());
  }

  @Test
  void the_line_of_a_mistake_is_counted_with_the_blank_ones() throws IOException {
    String file = write("a.jsonl", FIRST + "\n\n\nx\n");
    assertEquals(
        file + ":4: telemetry line 4: not JSON: x; give lines of the telemetry contract",
        refusal(file));
  }

  @Test
  void bytes_that_are_no_text_are_called_so() throws IOException {
    Path file = directory.resolve("a.jsonl");
    Files.write(file, "{\"cycle\":0,\"w\u00e4ll\":1}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(file + ":1: not text here or below; give text in UTF-8", refusal(file.toString()));
  }

  @Test
  void a_line_without_end_is_refused_before_memory_is() throws IOException {
    String blob = "x".repeat(LineReader.LONGEST_LINE_BYTES + 1);
    String lines = write("a.jsonl", FIRST + "\n" + blob);
    assertEquals(lines + ":2: a line of more than 16 MB; allowed: shorter lines", refusal(lines));
    String longest = write("b.jsonl", FIRST + "\n" + blob.substring(1));
    assertTrue(refusal(longest).contains("not JSON"), refusal(longest));
    String table = write("a.csv", "wall_nanos\n5\n\"" + blob + blob);
    assertEquals(table + ":3: a row of more than 16 MB; allowed: shorter rows", refusal(table));
  }

  @Test
  void what_is_no_file_is_refused() throws Exception {
    Path pipe = directory.resolve("pipe.jsonl");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path device = Files.createSymbolicLink(directory.resolve("d.jsonl"), Path.of("/dev/zero"));
    Path folder = Files.createDirectory(directory.resolve("f.csv"));
    for (Path each : List.of(pipe, device)) {
      assertEquals(
          each + ":1: a pipe or device; give a file that can be read, or - for standard input",
          refusal(each.toString()));
    }
    assertEquals(
        folder + ":1: no file here; give files in a known format, see --help",
        refusal(folder.toString()));
    Files.delete(device);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lines.jsonl|lines.jsonl:1: run of experiment e, seed 4",
        "table.csv|table.csv:22: run of experiment e, seed 4, {size=7}",
        "paper.json|paper.json:1: run of experiment imported, {condition=1}"
      })
  void wall_times_since_the_start_are_refused_in_every_form(String name, String begin)
      throws IOException {
    String text =
        switch (name) {
          case "lines.jsonl" ->
              "{\"runvar\":1,\"experiment\":\"e\",\"seed\":4}\n"
                  + rows(i -> "{\"cycle\":%d,\"wall_ns\":%d}".formatted(i, 10 * i), "\n");
          case "table.csv" ->
              "wall_nanos,experiment,seed,param.size\n"
                  + rows(i -> "%d,e,3,7".formatted(10 - i % 2), "\n")
                  + "\n"
                  + rows(i -> "%d,e,4,7".formatted(10 * i), "\n");
          default ->
              "{\"conditions\":[{\"cycles\":["
                  + rows(i -> "{\"runtime\":%d}".formatted(i), ",")
                  + "]}]}";
        };
    String message = refusal(write(name, text));
    assertEquals(
        directory
            + "/"
            + begin
            + ": the wall time never falls in 20 cycles: it looks like time since the start, not time per cycle; give the time that each cycle took"
            + (name.equals("lines.jsonl")
                ? ""
                : name.equals("table.csv")
                    ? ", or --map wall_nanos=wall_nanos:ns:since-start, or wall_nanos:ns:each if these are such times"
                    : ", or --map wall_nanos=runtime:s:since-start, or runtime:s:each if these are such times"),
        message);
  }

  private static String rows(java.util.function.IntFunction<String> row, String separator) {
    return IntStream.range(0, 20).mapToObj(row).collect(Collectors.joining(separator));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wall_nanos/9007199254740993|wall_nanos is more than 2^53 ns, which are 104 days; allowed: shorter times",
        "wall_nanos/1e18|wall_nanos is more than 2^53 ns, which are 104 days; allowed: shorter times",
        "wall_nanos,phase.p/1,9223372036854775807|phase.p is more than 2^53 ns, which are 104 days; allowed: shorter times",
        "wall_nanos,cpu_nanos/1,9e300|cpu_nanos is more than 2^53 ns, which are 104 days; allowed: shorter times"
      })
  void times_that_cannot_be_added_up_are_refused(String table, String message) throws IOException {
    String file = write("a.csv", table.replace('/', '\n'));
    assertTrue(refusal(file).startsWith(file + ":2: "), refusal(file));
    assertTrue(refusal(file).endsWith(message), refusal(file));
  }

  @Test
  void readings_whose_powers_are_infinite_are_null_and_counted() throws IOException {
    Findings findings = new Findings();
    String file = write("a.csv", "wall_nanos,g,host_cpu_percent\n5,1e308,-1e200\n4,1e60,7\n");
    source(file).read(new RunSurvey(new ImportedPlan(List.of(), Set.of())), findings);
    assertEquals(
        List.of("2 figures are infinite, negative or too large: they are null"), findings.lines());
  }

  private String refusal(String file) {
    return assertThrows(StudyException.class, () -> survey(file)).getMessage();
  }

  private static List<RunSpec> survey(String file) throws IOException {
    ImportedPlan plan = new ImportedPlan(List.of(), Set.of());
    source(file).read(new RunSurvey(plan), new Findings());
    return plan.runs();
  }

  private static RunSource source(String file) throws IOException {
    return CollectedRuns.request(file).found(new Findings()).get(0).source();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
