package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs under each profiler, as far as this host has what they need. */
class ProfilersIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private Path out;

  private List<String> run(Profiler profiler, ProfileRequest request, String... command)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(profiler.environment(request));
    builder.environment().put("RUNVAR_TELEMETRY", directory.resolve("cycles.jsonl").toString());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    List<String> lines;
    try (Companion companion = profiler.beside(process.pid(), request)) {
      assertTrue(companion != null);
      lines = process.inputReader().lines().toList();
    }
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(7, process.exitValue());
    return lines;
  }

  private ProfileRequest request(String step) throws IOException {
    out = Files.createDirectories(directory.resolve("out"));
    return new ProfileRequest(
        out, 1000, Optional.ofNullable(step), Map.of(), CensusMode.CONTAINERS, Map.of());
  }

  /** Cycles as a program prints them: the Unix time of each end in microseconds. */
  private static CycleSpans printed(List<String> lines) {
    long[] ends = lines.stream().mapToLong(line -> Long.parseLong(line) * 1000).toArray();
    long[] walls = new long[ends.length - 1];
    for (int i = 0; i < walls.length; i++) {
      walls[i] = ends[i + 1] - ends[i];
    }
    return new CycleSpans(java.util.Arrays.copyOfRange(ends, 1, ends.length), walls);
  }

  private CycleSpans reported() throws IOException {
    List<Long> ends = new ArrayList<>();
    List<Long> walls = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("cycles.jsonl"))) {
      JsonNode json = JSON.readTree(line);
      if (json.has("cycle")) {
        ends.add(json.get("t_ns").asLong());
        walls.add(json.get("wall_ns").asLong());
      }
    }
    return new CycleSpans(
        ends.stream().mapToLong(Long::longValue).toArray(),
        walls.stream().mapToLong(Long::longValue).toArray());
  }

  /** Growth of the shares of the time: load on this host changes times. */
  private static GrowthReport growth(CycleSpans spans, Profile profile) throws IOException {
    return FunctionGrowth.of(
        List.of(new SeededProfile(1, SampleJoin.of(spans, profile.samples()).ofEqualCycles())));
  }

  private static String described(GrowthReport report) {
    return "%.0f and %.0f samples, cycle %s, functions %s"
        .formatted(
            report.earlySamples(), report.lateSamples(), report.cycle(), growthOfFunctions(report));
  }

  /** Before Python 3.11 a method has no class. */
  private static FunctionRow row(GrowthReport report, String name) {
    String method = name.substring(name.lastIndexOf('.') + 1);
    return report.inclusive().stream()
        .filter(row -> row.function().function().matches("(.*[.])?" + method))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + ": " + described(report)));
  }

  private static double growth(GrowthReport report, String name) {
    return row(report, name).estimate().growthNanos();
  }

  private static Map<String, Double> growthOfFunctions(GrowthReport report) {
    Map<String, Double> growth = new HashMap<>();
    report
        .inclusive()
        .forEach(row -> growth.put(row.function().function(), row.estimate().growthNanos()));
    return growth;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static boolean has(String program) {
    for (String entry : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(entry, program))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void a_python_program_without_telemetry_gets_cycles_and_a_headline() throws Exception {
    write(
        "model.py",
        """
        import sys, time
        class Model:
            def __init__(self):
                self.log = []
            def step(self):
                self.log.extend(range(400))
                self.recall()
                self.serve()
            def recall(self):
                total = 0
                for entry in self.log:
                    total += entry
            def serve(self):
                end = time.perf_counter() + 0.004
                while time.perf_counter() < end:
                    pass
        model = Model()
        for _ in range(300):
            model.step()
        sys.exit(7)
        """);
    run(new PythonProfiler(), request("model:Model.step"), "python3", "model.py");
    Profile profile = new PythonProfiler().read(out, directory);
    GrowthReport report = growth(reported(), profile);
    assertTrue(growth(report, "Model.recall") > growth(report, "Model.serve"), described(report));
    FunctionRow recall = row(report, "Model.recall");
    assertEquals("model.py", recall.function().file());
    assertTrue(recall.line() == 11 || recall.line() == 12, recall.toString());
    assertTrue(profile.costShare().orElseThrow() < 0.05);
    Iterator<Census> censuses = profile.censuses().iterator();
    Map<String, Long> last = Map.of();
    while (censuses.hasNext()) {
      last = censuses.next().entriesByName();
    }
    assertTrue(last.getOrDefault("Model.log", 0L) > 1_000, last.toString());
  }

  @Test
  void what_the_workers_of_a_pool_do_has_the_time_in_which_the_program_waits() throws Exception {
    write(
        "model.py",
        """
        import sys
        from concurrent.futures import ProcessPoolExecutor
        def recall(n):
            return sum(i * i for i in range(n))
        def step(pool, n):
            return sum(pool.map(recall, [800 * n] * 2))
        if __name__ == "__main__":
            with ProcessPoolExecutor(2) as pool:
                for n in range(150):
                    step(pool, n)
            sys.exit(7)
        """);
    run(new PythonProfiler(), request("model:step"), "python3", "model.py");
    GrowthReport report = growth(reported(), new PythonProfiler().read(out, directory));
    assertTrue(growth(report, "recall") > growth(report, "step") / 2, described(report));
    assertEquals("model.py", row(report, "recall").function().file());
    assertEquals(4, row(report, "recall").line());
  }

  @Test
  void a_java_program_is_sampled_by_its_flight_recorder() throws Exception {
    java(new JfrProfiler());
  }

  @Test
  void a_java_program_is_sampled_by_an_agent() throws Exception {
    Optional<Path> library = AsyncLibrary.extractedTo(directory);
    org.junit.jupiter.api.Assumptions.assumeTrue(library.isPresent());
    java(new AsyncJvmProfiler(library.get()));
  }

  @Test
  void a_python_program_that_is_isolated_is_sampled_from_outside() throws Exception {
    Optional<Profiler> profiler = PySpyProfiler.onPath(System.getenv("PATH"));
    org.junit.jupiter.api.Assumptions.assumeTrue(profiler.isPresent());
    write(
        "model.py",
        """
        import sys, time
        def recall(n):
            return sum(i * i for i in range(n))
        def serve():
            time.sleep(0.004)
        time.sleep(2)  # until py-spy is there
        for k in range(250):
            recall(1000 * k)
            serve()
            print(int(time.time() * 1e6), flush=True)
        sys.exit(7)
        """);
    List<String> lines = run(profiler.get(), request(null), "python3", "-S", "model.py");
    GrowthReport report = growth(printed(lines), profiler.get().read(out, directory));
    assertTrue(growth(report, "recall") > growth(report, "serve"), described(report));
    assertEquals("model.py", row(report, "recall").function().file());
  }

  private void java(Profiler profiler) throws Exception {
    write(
        "Queue.java",
        """
        import java.util.ArrayList;
        import java.util.List;
        class Queue {
          static final List<Integer> log = new ArrayList<>();
          static long recall() {
            long sum = 0;
            for (int round = 0; round < 40; round++) for (Integer one : log) sum += one ^ round;
            return sum;
          }
          static long serve() {
            long number = log.size();
            for (int i = 0; i < 3_000_000; i++) number = number * 6364136223846793005L + 1;
            return number;
          }
          public static void main(String[] args) {
            long sum = 0;
            for (int i = 0; i < 250; i++) {
              for (int n = 0; n < 1000; n++) log.add(n);
              sum += recall() + serve();
              System.out.println(System.currentTimeMillis() * 1000);
            }
            System.exit(sum == 1 ? 8 : 7);
          }
        }
        """);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // What the compiler inlines, the recorder often takes for its caller. A loop that becomes ten
    // times as long while it is compiled to be ten times as fast does not grow. A loop that reads
    // the clock is in no sample where the recorder cannot walk the stack of the clock's stub.
    List<String> lines =
        run(
            profiler,
            request(null),
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=dontinline,Queue::*",
            "Queue.java");
    assertEquals(250, lines.size());
    GrowthReport report = growth(printed(lines), profiler.read(out, directory));
    assertTrue(growth(report, "Queue.recall") > growth(report, "Queue.serve"), described(report));
    assertTrue(row(report, "Queue.recall").function().isUserCode());
  }

  @Test
  void a_node_program_is_sampled_by_its_inspector() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(has("node"));
    write(
        "queue.js",
        """
        const log = [];
        function add(from, to) { return to - from < 50 ? log.slice(from, to).sort().length : add(from, (from + to) >> 1) + add((from + to) >> 1, to); }
        function recall() { return add(0, log.length); }
        function serve() { const end = Date.now() + 4; while (Date.now() < end); }
        for (let i = 0; i < 300; i++) {
          for (let n = 0; n < 200; n++) log.push(n);
          recall();
          serve();
          console.log(Date.now() * 1000);
        }
        process.exitCode = 7;
        """);
    List<String> lines = run(new NodeProfiler(), request(null), "node", "queue.js");
    assertEquals(300, lines.size());
    Profile profile = new NodeProfiler().read(out, directory);
    GrowthReport report = growth(printed(lines), profile);
    assertTrue(growth(report, "recall") > growth(report, "serve"), described(report));
  }

  @Test
  void a_native_program_is_sampled_by_a_library_that_is_preloaded() throws Exception {
    Optional<Path> library = AsyncLibrary.extractedTo(directory);
    org.junit.jupiter.api.Assumptions.assumeTrue(library.isPresent());
    nativeProgram(library, "-O1");
  }

  /** As R, Julia's launcher and others do. */
  @Test
  void a_native_program_that_takes_the_place_of_another_is_sampled() throws Exception {
    Optional<Path> library = AsyncLibrary.extractedTo(directory);
    org.junit.jupiter.api.Assumptions.assumeTrue(library.isPresent() && has("gcc"));
    write(
        "launcher.c",
        """
        #include <unistd.h>
        int main(int argc, char **argv) {
          volatile long sum = 0;
          for (long i = 0; i < 50000000; i++) sum += i;
          return execv(argv[1], argv + 1);
        }
        """);
    compile("launcher", "-O1");
    nativeProgram(library, "-O1", "./launcher");
  }

  @Test
  void a_native_program_that_is_linked_statically_is_sampled_from_outside() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        PerfProfiler.whyNot(System.getenv("PATH")).isEmpty());
    nativeProgram(Optional.empty(), "-static");
  }

  private void compile(String program, String option) throws Exception {
    Process compiler =
        new ProcessBuilder(
                "gcc", "-O1", "-fno-omit-frame-pointer", option, "-o", program, program + ".c")
            .directory(directory.toFile())
            .start();
    assertEquals(0, compiler.waitFor());
  }

  /** Compiles, runs and looks at a program, started by what is named before it. */
  private void nativeProgram(Optional<Path> library, String option, String... before)
      throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(has("gcc"));
    write(
        "queue.c",
        """
        #include <stdio.h>
        #include <time.h>
        static long entries[4000000], n;
        __attribute__((noinline)) long recall(void) {
          long sum = 0;
          for (int r = 0; r < 10; r++) for (long i = 0; i < n; i++) sum += entries[i] ^ r;
          return sum;
        }
        __attribute__((noinline)) long serve(void) {
          volatile long sum = 0;
          for (long i = 0; i < 1500000; i++) sum += i;
          return sum;
        }
        int main(void) {
          long sum = 0;
          for (int i = 0; i < 300; i++) {
            for (int k = 0; k < 4000; k++) entries[n++] = k;
            sum += recall() + serve();
            struct timespec now;
            clock_gettime(CLOCK_REALTIME, &now);
            printf("%ld\\n", now.tv_sec * 1000000L + now.tv_nsec / 1000);
          }
          return sum == 1 ? 8 : 7;
        }
        """);
    compile("queue", option);
    List<String> command = new ArrayList<>(List.of(before));
    command.add(directory.resolve("queue").toString());
    ProfilerChoice choice = ProfilerChoice.of(command, directory, System.getenv("PATH"), library);
    Profiler profiler = choice.profiler().orElseThrow();
    List<String> lines = run(profiler, request(null), command.toArray(String[]::new));
    assertEquals(300, lines.size());
    GrowthReport report = growth(printed(lines), profiler.read(out, directory));
    assertTrue(growth(report, "recall") > growth(report, "serve"), described(report));
    assertTrue(row(report, "recall").function().isUserCode());
  }
}
