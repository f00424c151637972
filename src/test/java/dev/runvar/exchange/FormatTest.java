package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.provider.CsvSource;

/** Formats of which {@link CasesTest} has no file, and those of a user. */
class FormatTest {

  @TempDir private Path directory;

  /** Each has cycles of 2, 3 and 4 s; in the text a slash is a line break. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "sb3-progress!time/time_elapsed,time/total_timesteps,loss;1,1,0.5;3,2,0.4;6,3,0.3;10,4,0.2",
        "baselines-misc!misc/time_elapsed,misc/total_timesteps;1,1;3,2;6,3;10,4",
        "baselines-elapsed!fps,time_elapsed,total_timesteps;9,1,1;9,3,2;9,6,3;9,10,4",
        "baselines-so-far!EpisodesSoFar,TimeElapsed,TimestepsSoFar;1,1,1;2,3,2;3,6,3;4,10,4",
        "spinningup!Epoch@TotalEnvInteracts@Time;0@1@1;1@2@3;2@3@6;3@4@10",
        "ray-csv!time_this_iter_s,training_iteration;2,1;3,2;4,3",
        "pyperf!{\"benchmarks\":[{\"runs\":[{\"warmups\":[[1,9]],\"values\":[2.0]},{\"values\":[3.0,4.0]}]}]}"
      })
  void a_format_is_recognised_and_read(String format, String text) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("a"), text.replace(';', '\n').replace('@', '\t') + "\n");
    assertEquals(
        Optional.of(format), Format.recognised(Files.readAllBytes(file)).map(Format::name));
    CollectedRuns runs = CollectedRuns.of(file.toString());
    assertArrayEquals(new double[] {2, 3, 4}, runs.wallSeconds(0), 1e-9);
  }

  @Test
  void the_table_that_stable_baselines_prints_is_read() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 4; i++) {
      text.append("-------------------------\n| time/           |     |\n");
      text.append("|    fps          | 90  |\n");
      text.append("|    time_elapsed | %d |%n".formatted(10 * i));
      text.append("|    total_timesteps | %d |%n".formatted(5 * i));
      text.append("-------------------------\n");
    }
    Path file = Files.writeString(directory.resolve("train.log"), text.toString());
    CollectedRuns runs = CollectedRuns.of(file.toString());
    assertTrue(runs.notes().toString().contains("(format sb3-table)"), runs.notes().toString());
    assertArrayEquals(new double[] {2, 2, 2}, runs.wallSeconds(0), 1e-9);
  }

  @Test
  void every_format_says_what_it_is_and_how_it_is_recognised() {
    for (Format format : Format.all()) {
      assertFalse(format.recognise().isEmpty(), format.name());
      assertFalse(format.says().isEmpty(), format.name());
      assertTrue(format.reading().saysWallTime(), format.name());
      format.reading().rules(RowRules.Joining.APART);
    }
  }

  @Test
  void a_user_adds_a_format_as_a_file_of_options() throws IOException {
    Path format =
        Files.writeString(
            directory.resolve("mine.yaml"),
            """
            says: steps of my solver
            line: ['^step (?<step>\\d+) took (?<t>\\S+)']
            map: ['wall_nanos=t:ms', cycle=step]
            """);
    Path log =
        Files.write(
            directory.resolve("job.out"),
            "solver 3\nstep 1 took 5\n\u00fc\0\nstep 2 took 7\n"
                .getBytes(StandardCharsets.ISO_8859_1));
    CollectedRuns runs =
        CollectedRuns.of(
            new ImportRequest(
                List.of(log.toString()),
                Optional.of(format.toString()),
                new Reading(Map.of()),
                Optional.empty(),
                ImportRequest.Grouping.FILE_BY_FILE,
                new RunDefaults(Optional.empty(), Optional.empty())));
    assertArrayEquals(new double[] {0.005, 0.007}, runs.wallSeconds(0), 1e-12);
  }
}
