package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What one run of another program is answered with: the facts of {@code import/truth.json}, in the
 * first line.
 */
@Tag("long")
class CaseHeadlinesIT {

  private static final Path CASES = Path.of("src/test/resources/import");

  @TempDir private static Path workspace;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          01-openfoam/log.interFoam.gz | +116.1 %; more work: iterations.p_rgh; median cycle takes +38 % longer
          01-openfoam/log.simpleFoam.gz | not established: +3.8 %
          01-openfoam/log.pimpleFoam.gz | not established: +0.8 %
          02-lammps/log.lammps.gz | +1147.5 %; more work: neighbors; took 530 s with 3.7 % of a processor; growth is +12.6 s
          03-liggghts/log.liggghts.gz | +268.9 %; 6 parts; 91 % of the growth lies between them; step at cycle 440000 (+66 %)
          03-liggghts/insert/log.liggghts.gz | more work: Atoms
          04-wrf/rsl.out.0000.gz | not established: −20.8 %
          05-sumo/summary.xml.gz | +63.3 %; not more to do: running 21.9 → 20.2; waiting grew at the same time: 362 → 1490
          06-monitor/0.monitor.csv.gz | takes longer; +73.0 %
          06-monitor/longer_then_shorter/0.monitor.csv.gz | does not take longer; −46.4 %
          07-progress/run1/progress.csv.gz | +21.3 %
          07-progress/flat/progress.csv.gz | not established: −0.1 %
          08-ray-csv/progress_it_1_1000.csv.gz 08-ray-csv/progress_it_1001_2000.csv.gz 08-ray-csv/progress_it_2001_3000.csv.gz --one-run | +4.3 %; 3 parts; 92 % of the growth lies between them
          09-ray-json/result.json.gz | not established: +0.8 %
          11-fds/case_steps.csv.gz | +34.4 %
          13-semicolon/summary.csv.gz | +139.8 %; more to do: step_running 166 → 592
          14-progress-lines/keras3.log.gz | takes longer; +26.1 %; no gauge explains it
          14-progress-lines/tqdm.log.gz | not established: −5.7 %
          """)
  void the_answer_of_a_case_has_what_is_true_of_it(String arguments, String facts) {
    List<String> command = new ArrayList<>(List.of("import"));
    for (String argument : arguments.split(" ", -1)) {
      command.add(argument.startsWith("--") ? argument : CASES.resolve(argument).toString());
    }
    command.addAll(
        List.of(
            "--study",
            arguments.replaceAll("[^a-z0-9]+", "-").substring(0, Math.min(arguments.length(), 40)),
            "--workspace",
            workspace.toString(),
            "--master",
            "local[2]"));
    CommandRun run = CommandRun.of(command.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.text());
    String headline = run.out().lines().findFirst().orElseThrow();
    for (String fact : facts.split("; ", -1)) {
      assertTrue(headline.contains(fact), fact + " in: " + headline);
    }
  }
}
