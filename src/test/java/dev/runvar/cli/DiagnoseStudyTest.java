package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.Plan;
import dev.runvar.study.Study;
import dev.runvar.study.StudyException;
import dev.runvar.study.StudyReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnoseStudyTest {

  private static final List<String> COMMAND =
      List.of("python3", "no such model.py", "--n", "{seed}");

  private static Study study(String progress, String step, Integer cycles, String timeout) {
    DiagnoseStudy made =
        new DiagnoseStudy(
            COMMAND,
            progress,
            step,
            3,
            cycles,
            timeout,
            1,
            List.of(),
            DiagnoseStudy.Profiling.AUTO);
    return StudyReader.parse("diagnose", made.text("diagnose-model"));
  }

  @ParameterizedTest
  @CsvSource({
    "python3 model.py, diagnose-model",
    "/usr/bin/python3.12 -u /home/me/my.model.py --steps 3, diagnose-my-model",
    "env PYTHONPATH=lib python3 hospital.py, diagnose-hospital",
    "uv run train.py, diagnose-train",
    "./simulate in.txt, diagnose-simulate",
    "java -jar sim.jar, diagnose-sim",
    "Rscript --vanilla epidemic.R, diagnose-epidemic",
    "timeout 10m nice -n 5 ./model input.txt, diagnose-model",
    "mpirun -np 2 lmp -in in.melt, diagnose-lmp",
    "python3 -, diagnose-program"
  })
  void a_study_is_named_after_the_program(String command, String name) {
    assertEquals(name, DiagnoseStudy.name(List.of(command.split(" "))));
  }

  @Test
  void without_options_frameworks_mark_cycles_and_the_program_decides_how_many() {
    Study study = study(null, null, null, null);
    assertEquals(COMMAND, study.workload().command());
    assertEquals("auto", study.workload().profile().step());
    assertTrue(study.workload().profile().samples());
    assertTrue(study.hasOwnCycles());
    assertEquals(3, Plan.of(study).size());
    assertEquals(List.of("events", "episode_steps"), study.analysis().work());
  }

  @Test
  void options_are_what_the_study_file_says() {
    Study study = study(null, "model:Model.step", 200, "90s");
    assertEquals("model:Model.step", study.workload().profile().step());
    assertEquals(200, study.cycles());
    assertEquals(90_000, study.limits().timeoutMillis());
  }

  @Test
  void a_line_of_output_needs_no_step() {
    Study study = study("^step \"\\d+\"", null, null, null);
    assertEquals("^step \"\\d+\"", study.workload().progress());
    assertNull(study.workload().profile().step());
  }

  @Test
  void what_cannot_be_is_refused() {
    assertThrows(UsageException.class, () -> study("x", "a:b", null, null));
    assertThrows(StudyException.class, () -> study("(", null, null, null));
    assertThrows(StudyException.class, () -> study(null, "model.step", null, null));
    assertThrows(StudyException.class, () -> study(null, null, null, "soon"));
  }
}
