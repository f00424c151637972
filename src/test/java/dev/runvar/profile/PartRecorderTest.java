package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recorders beside the program write, as they wrote it: perf 6.1.187 and py-spy 0.4.3. */
class PartRecorderTest {

  /** Of a program in Go and of one in C++, linked statically. */
  private static final String PERF =
      """
      20773/20776 1795815469.598808286:\s
      \tffffffff815dc7eb lock_vma_under_rcu ([kernel.kallsyms])
      \t           7ff17 runtime.memmove (/home/me/w)
      \t           9e40f main.main (/home/me/w)
      \t           49275 runtime.main (/home/me/w)
      \t           7f241 runtime.goexit.abi0 (/home/me/w)

      20773/20777 1795815469.599803901:\s
      \t           9e292 main.serve (/home/me/w)
      \t           49275 runtime.main (/home/me/w)

      26432/26432 1795815951.746003117:\s
      \t            2044 Model::recall (/home/me/w)
      \tbe552274c0854800 [unknown] ([unknown])

      """;

  private static final String TRACE =
      """
      [{"args":{"filename":"","line":0},"cat":"py-spy","name":"process 9:\\"python3\\"","ph":"B","pid":9,"tid":4,"ts":0},
      {"args":{"filename":"/models/m.py","line":13},"cat":"py-spy","name":"<module>","ph":"B","pid":9,"tid":4,"ts":0},
      {"args":{"filename":"/models/m.py","line":7},"cat":"py-spy","name":"pause","ph":"B","pid":9,"tid":4,"ts":0},
      {"args":{"filename":"/models/m.py","line":7},"cat":"py-spy","name":"pause","ph":"E","pid":9,"tid":4,"ts":40000},
      {"args":{"filename":"/usr/lib/python3/json/decoder.py","line":4},"cat":"py-spy","name":"decode","ph":"B","pid":9,"tid":4,"ts":40000},
      {"args":{"filename":"/usr/lib/python3.11/threading.py","line":1},"cat":"py-spy","name":"_bootstrap","ph":"B","pid":9,"tid":5,"ts":0},
      {"args":{"filename":"/usr/lib/python3.11/threading.py","line":1},"cat":"py-spy","name":"_bootstrap","ph":"E","pid":9,"tid":5,"ts":900000},
      {"args":{"filename":"/usr/lib/python3/json/decoder.py","line":4},"cat":"py-spy","name":"decode","ph":"E","pid":9,"tid":4,"ts":52000},
      {"args":{"filename":"/models/m.py","line":13},"cat":"py-spy","name":"<module>","ph":"E","pid":9,"tid":4,"ts":52000}]
      """;

  @TempDir Path directory;

  private static List<Sample> list(Profile profile) throws Exception {
    List<Sample> samples = new ArrayList<>();
    profile.samples().forEachRemaining(samples::add);
    return samples;
  }

  @Test
  void the_process_with_most_samples_of_perf_is_the_program() {
    PerfScript script = new PerfScript("w");
    PERF.lines().forEach(line -> script.line(line, 100));
    List<Sample> samples = script.samples();
    assertEquals(2, samples.size());
    assertEquals(1795815469598808L, samples.get(0).unixMicros());
    assertEquals(10_000_000, samples.get(0).weightNanos());
    List<Frame> stack = samples.get(0).stack();
    assertEquals("lock_vma_under_rcu", stack.get(0).function());
    assertEquals(
        List.of("main.main"),
        stack.stream().filter(Frame::isUserCode).map(Frame::function).toList());
    assertEquals("main.serve", samples.get(1).stack().get(0).function());
  }

  @Test
  void a_caller_that_perf_cannot_follow_ends_the_stack() {
    PerfScript script = new PerfScript("w");
    PERF.lines().skip(11).forEach(line -> script.line(line, 100));
    assertEquals(
        List.of(new Frame("w", "Model::recall", 0, 0, true)), script.samples().get(0).stack());
  }

  @Test
  void a_stack_that_stays_is_as_many_samples_as_were_taken_of_the_main_thread() throws Exception {
    Files.writeString(directory.resolve("part-0"), TRACE);
    Files.writeString(directory.resolve("part-0.begin"), "1000000 100\n");
    Files.writeString(directory.resolve("part-1.begin"), "2000000 100\n");
    Profile profile = PySpyTrace.read(directory, Path.of("/models"));
    List<Sample> samples = list(profile);
    assertEquals(5, samples.size());
    assertEquals(1_010_000, samples.get(0).unixMicros());
    assertEquals(1_052_000, samples.get(4).unixMicros());
    assertEquals(
        52_000_000, samples.stream().mapToLong(Sample::weightNanos).sum(), "all of the time");
    assertEquals(new Frame("m.py", "pause", 0, 7, true), samples.get(0).stack().get(0));
    assertEquals(2, samples.get(0).stack().size());
    assertEquals(2, profile.mostThreads());
  }

  @Test
  void a_recorder_that_fails_says_why_and_is_tried_again() throws Exception {
    PartRecorder recorder =
        PartRecorder.start(
            "if [ -e \"$1/second\" ]; then echo \"$2 $rate\" >\"$part\"; kill \"$2\"; else echo 'Error: not yet'; touch \"$1/second\"; false; fi",
            new ProcessBuilder("sleep", "60").start().pid(),
            directory,
            100);
    recorder.close();
    assertTrue(Files.readString(directory.resolve("part-0")).endsWith(" 100\n"));
    Files.writeString(directory.resolve("recorder.log"), "Error: Permission denied\nmore\n");
    Files.delete(directory.resolve("part-0"));
    Profile nothing = PySpyTrace.read(directory, directory);
    assertEquals("Error: Permission denied", nothing.notes().get(0).text());
  }

  @Test
  void packages_of_go_are_no_user_code() {
    for (String library :
        new String[] {
          "runtime.mallocgc",
          "encoding/json.(*decodeState).object",
          "strings.Index",
          "type:.eq.string"
        }) {
      assertTrue(UserCode.isGoLibrary(library), library);
    }
    assertEquals(
        List.of(),
        Stream.of(
                "main.recall",
                "github.com/me/sim.(*Model).Step",
                "find.constprop.0",
                "sim::step",
                "mysim/model.Step")
            .filter(UserCode::isGoLibrary)
            .toList());
  }
}
