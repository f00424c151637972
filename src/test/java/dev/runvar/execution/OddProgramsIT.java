package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunProfile;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Isolation;
import dev.runvar.study.Plan;
import dev.runvar.study.RunLimits;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that profilers have trouble with: each is run with and without one. Outcome, output,
 * exit code and cycles are the same, and the profile is there or says in one line why not.
 */
class OddProgramsIT {

  private static final int CYCLES = 30;

  private static final String PROGRAM =
      """
      import sys
      def work():
          sum(i * i for i in range(20000))
      def main():
          for k in range(30):
              %s
              print("step", k, flush=True)
      %s
      if __name__ == "__main__":
          main()
      """;

  @TempDir private Path directory;
  private int number;

  private RunRecord run(String profiler, String timeout, String... command) throws Exception {
    Study study =
        StudyReader.parse(
            "odd",
            """
            study: odd
            replications: 1
            seed: 5
            profiler: %s
            timeout: %s
            workload: {command: %s, progress: "^step"}
            experiments:
              only: {}
            """
                .formatted(profiler, timeout, new ObjectMapper().writeValueAsString(command)));
    StudyStore store = Workspace.open(directory.resolve("w" + number++).toString()).study("odd");
    store.programs().save(study.workload().program());
    RunLimits limits = study.limits();
    new RunEngine(store, study.workload(), Isolation.PROCESS, limits, 1).run(Plan.of(study).get(0));
    return store.records().get(0);
  }

  /** Returns the profile of a run that is like the one without a profiler. */
  private RunProfile profile(String timeout, String... command) throws Exception {
    RunRecord without = run("off", timeout, command);
    RunRecord with = run("auto", timeout, command);
    assertNull(without.profile());
    assertEquals(without.outcome(), with.outcome(), () -> with.failure().toString());
    if (with.outcome() != Outcome.TIMEOUT) {
      assertEquals(without.cycles(), with.cycles());
    }
    assertEquals(Objects.isNull(without.failure()), Objects.isNull(with.failure()));
    if (with.failure() != null) {
      assertEquals(without.failure().exitCode(), with.failure().exitCode());
      assertEquals(without.failure().lastErrors(), with.failure().lastErrors());
    }
    return with.profile();
  }

  private String program(String inCycle, String before) throws Exception {
    return Files.writeString(
            directory.resolve("odd.py"), PROGRAM.formatted(inCycle, before.indent(0).strip()))
        .toString();
  }

  private static void assertSampled(RunProfile profile) {
    assertTrue(profile.samples() > 10 && profile.file() != null, profile.toString());
  }

  private static void assertSays(String text, RunProfile profile) {
    assertNull(profile.file(), profile.toString());
    assertTrue(profile.notes().stream().anyMatch(note -> note.contains(text)), profile.toString());
  }

  @Test
  void a_program_that_computes_in_a_pool_of_processes() throws Exception {
    String program =
        program(
            "pool.map(square, range(2000)); work()",
            """
            from multiprocessing import Pool
            def square(n):
                return n * n
            pool = Pool(2) if __name__ == "__main__" else None
            """);
    assertSampled(profile("1m", "python3", program));
  }

  @Test
  void a_program_that_starts_others() throws Exception {
    String program =
        program(
            "work(); k % 10 or subprocess.run([sys.executable, '-c', 'print(1)'], check=True, stdout=-3)",
            "import subprocess");
    assertSampled(profile("1m", "python3", program));
  }

  @Test
  void a_program_with_eight_threads() throws Exception {
    String program =
        program(
            "list(pool.map(abs, range(200))); work()",
            """
            from concurrent.futures import ThreadPoolExecutor
            pool = ThreadPoolExecutor(8)
            """);
    RunProfile profile = profile("1m", "python3", program);
    assertSampled(profile);
    assertTrue(profile.threads() > 1, profile.toString());
  }

  @Test
  void a_program_of_a_third_of_a_second() throws Exception {
    String program = program("time.sleep(0.005); work()", "import time");
    assertSampled(profile("1m", "python3", program));
  }

  @Test
  void a_program_that_dies_midway() throws Exception {
    String program = program("k == 20 and (print('no beds', file=sys.stderr), sys.exit(7))", "");
    RunProfile profile = profile("1m", "python3", program);
    assertTrue(profile.samples() >= 0, profile.toString());
  }

  @Test
  void a_program_that_a_signal_ends() throws Exception {
    String program = program("work(); k == 20 and os.kill(os.getpid(), 9)", "import os");
    assertTrue(profile("1m", "python3", program).samples() >= 0);
  }

  @Test
  void a_program_that_reaches_its_limit() throws Exception {
    String program = program("work(); k == 20 and time.sleep(60)", "import time");
    assertSampled(profile("3s", "python3", program));
  }

  @Test
  void a_program_behind_a_shell() throws Exception {
    String program = program("work()", "");
    assertSampled(profile("1m", "bash", "-c", "cd / && python3 " + program + "; exit 0"));
    assertSampled(profile("1m", "env", "PYTHONPATH=/nowhere", "python3", program));
  }

  @Test
  void a_program_whose_shell_sets_the_module_path() throws Exception {
    String program = program("work()", "");
    assertSays(
        "the command sets PYTHONPATH itself",
        profile("1m", "bash", "-c", "PYTHONPATH=/nowhere python3 " + program));
  }

  @Test
  void a_program_under_uv() throws Exception {
    assumeTrue(isOnPath("uv"));
    String program = program("work()", "");
    assertSampled(profile("1m", "uv", "run", "--no-project", "python3", program));
  }

  @Test
  void a_program_that_no_profiler_can_be_loaded_into() throws Exception {
    assumeTrue(!isOnPath("py-spy"));
    String program = program("work()", "");
    assertSays("Python with -I", profile("1m", "python3", "-I", program));
    assertSays("started no Python", profile("1m", "bash", "-c", "exec python3 -S " + program));
  }

  @Test
  void a_program_that_may_have_no_timer() throws Exception {
    String program = program("work()", "");
    RunProfile profile = profile("1m", "bash", "-c", "ulimit -i 0; exec python3 " + program);
    assertSays("timer_create failed", profile);
  }

  @Test
  void a_native_program_that_a_signal_ends() throws Exception {
    assumeTrue(isOnPath("gcc"));
    Path source =
        Files.writeString(
            directory.resolve("odd.c"),
            """
            #include <signal.h>
            #include <stdio.h>
            int main(void) {
              volatile double sum = 0;
              for (int k = 0; k < 30; k++) {
                for (int i = 1; i < 1000000; i++) sum += 1.0 / i;
                printf("step %d\\n", k);
                fflush(stdout);
              }
              raise(SIGTERM);
            }
            """);
    assertSays("before it was complete", profile("1m", compiled(source)));
  }

  /** Into a pipe, the C library writes four thousand bytes at a time. */
  @Test
  void a_native_program_that_does_not_flush_its_lines() throws Exception {
    assumeTrue(isOnPath("gcc"));
    Path source =
        Files.writeString(
            directory.resolve("lazy.c"),
            """
            #include <stdio.h>
            #include <unistd.h>
            int main(void) {
              usleep(300000); // until the lines are read, on a busy host too
              for (int k = 0; k < 30; k++) {
                usleep(20000);
                printf("step %d\\n", k);
              }
            }
            """);
    for (String profiler : List.of("off", "auto")) {
      RunRecord record = run(profiler, "1m", compiled(source));
      assertEquals(30, record.cycles());
      assertTrue(record.cycleNanos() > 29 * 19_000_000L, record.cycleNanos() + " ns");
    }
  }

  private String compiled(Path source) throws Exception {
    String program = directory.resolve("odd").toString();
    assertEquals(0, new ProcessBuilder("gcc", "-o", program, source.toString()).start().waitFor());
    return program;
  }

  @Test
  void every_run_has_its_cycles() throws Exception {
    RunRecord record = run("auto", "1m", "python3", program("work()", ""));
    assertEquals(CYCLES, record.cycles());
    assertEquals(
        List.of(), record.profile().notes().stream().filter(n -> n.startsWith("error")).toList());
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }
}
