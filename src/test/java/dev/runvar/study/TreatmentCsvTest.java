package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreatmentCsvTest {

  private static final String STUDY =
      StudyFiles.SMALL.replace("factors: {pooling: [off, on]}", "treatments: design.csv");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frequency,pooling\nlow,on\nhigh,off\n",
        "frequency,pooling\nlow,on\nhigh,off",
        "frequency,pooling\r\nlow,on\r\nhigh,off\r\n",
        "\uFEFFfrequency,pooling\nlow,on\nhigh,off\n",
        "\n\nfrequency,pooling\n\nlow,on\n \t\nhigh,off\n\n",
        "\"frequency\",pooling\nlow,\"on\"\n\"high\",\"off\"\n"
      })
  void a_table_is_the_same_study_as_the_list(String csv) throws IOException {
    assertEquals(
        StudyFiles.read(
            directory,
            STUDY.replace(
                "design.csv", "[{frequency: low, pooling: on}, {frequency: high, pooling: off}]")),
        read(csv));
  }

  @Test
  void quotes_hold_commas_quotes_and_spaces() throws IOException {
    Files.writeString(
        directory.resolve("design.csv"), "name\n\"a, \"\"b\"\"\"\n\" é\"\nè x\n# one\n");
    Study study =
        StudyFiles.read(directory, STUDY.replace("seed: 7", "seed: 7\nworkload: {command: [run]}"));
    assertEquals(
        List.of(new Factor("name", List.of("a, \"b\"", " é", "è x", "# one"))),
        study.experiments().get(1).factors());
  }

  @Test
  void a_tables_path_is_from_the_directory_of_the_study() throws IOException {
    Path conf = Files.createDirectories(directory.resolve("conf"));
    Files.writeString(directory.resolve("design.csv"), "pooling\noff\non\n");
    Study small = StudyFiles.read(conf, StudyFiles.SMALL);
    assertEquals(small, StudyFiles.read(conf, STUDY.replace("design.csv", "../design.csv")));
    assertEquals(
        small,
        StudyFiles.read(
            conf, STUDY.replace("design.csv", directory.resolve("design.csv").toString())));
  }

  /** A table and the message that follows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\\npooling\\n|2: no treatment follows the header; give at least one, each on a line",
        "pooling,\\non,1|1: parameter: nothing is not allowed; allowed: one value",
        "pooling, frequency\\non,low|1: parameter: \" frequency\" is not allowed; allowed: small letters, digits and _",
        "pooling,founders,pooling\\non,1,on|1: duplicate parameter \"pooling\"; give each parameter once",
        "pooling,variant\\non,optimized|1: \"variant\" is both fixed and varied; choose one of the two",
        "pooling,seed\\non,1|1: parameter: \"seed\" is not allowed; allowed: other names, the study itself has seed",
        "pooling,founders\\n\\non|3: treatment [on] does not fit the header; give 2 values, one for each of [pooling, founders]",
        "pooling,founders\\non,1,2|2: treatment [on, 1, 2] does not fit the header; give 2 values, one for each of [pooling, founders]",
        "pooling,founders\\non,|2: founders: nothing is not allowed; allowed: one value",
        "pooling\\noff\\n\"\"|3: pooling: nothing is not allowed; allowed: one value",
        "pooling\\n\"on\\noff|2: the line: \"\"on\" is not allowed; allowed: values with commas between them, quoted as in \"a, \"\"b\"\"\"",
        "pooling\\noff\\n\"o\"n|3: the line: \"\"o\"n\" is not allowed; allowed: values with commas between them, quoted as in \"a, \"\"b\"\"\"",
        "pooling\\noff\\non\\0|3: the line: a control character is not allowed; allowed: printable text",
        "pooling\\tfounders\\non\\t1|1: the line: a control character is not allowed; allowed: printable text",
        "pooling\\noff\\nmaybe|3: pooling: \"maybe\" is not allowed; allowed: off, on",
        "poling\\noff|2: \"poling\" is not a parameter; allowed: variant, max_agents, max_depth, resonance_threshold, burst_threshold, frequency, founders, pooling, throttling, recall, grounding, sampling, persistence, retention, blocking_ms, warmup",
        "max_agents,founders\\n5,5\\n5,6|3: founders: \"6\" is not allowed; allowed: at most max_agents, 5",
        "pooling\\noff\\non\\noff|4: after: treatment {pooling=off} is there twice; give different treatments"
      })
  void a_mistake_is_shown_at_its_line_of_the_table(String csv, String message) {
    String text = csv.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
    StudyException e = assertThrows(StudyException.class, () -> read(text));
    assertEquals(directory.resolve("design.csv") + ":" + message, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n", "\uFEFF"})
  void an_empty_table_is_refused(String csv) {
    StudyException e = assertThrows(StudyException.class, () -> read(csv));
    assertEquals(
        directory.resolve("design.csv")
            + ":1: the file is empty; give a line of parameters, then one treatment per line",
        e.getMessage());
  }

  @Test
  void a_table_in_another_encoding_is_refused_at_its_line() throws IOException {
    Files.write(
        directory.resolve("design.csv"), "name\na\né\n".getBytes(StandardCharsets.ISO_8859_1));
    StudyException e = assertThrows(StudyException.class, () -> StudyFiles.read(directory, STUDY));
    assertEquals(
        directory.resolve("design.csv") + ":3: not text: byte 0xe9; allowed: CSV in UTF-8",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.csv", "."})
  void a_table_that_cannot_be_read_is_a_mistake_of_the_study(String name) {
    StudyException e =
        assertThrows(
            StudyException.class,
            () -> StudyFiles.read(directory, STUDY.replace("design.csv", name)));
    assertEquals(
        "%s:11: treatments: \"%s\" is not allowed; allowed: a CSV file of at most 16 MB that can be read, by its path from the directory of this file"
            .formatted(directory.resolve("study.yaml"), name),
        e.getMessage());
  }

  private Study read(String csv) throws IOException {
    Files.writeString(directory.resolve("design.csv"), csv);
    return StudyFiles.read(directory, STUDY);
  }
}
