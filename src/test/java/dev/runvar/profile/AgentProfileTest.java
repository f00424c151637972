package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentProfileTest {

  private static final String BEGIN =
      lines(
          "H\t1\t%d\t1\t1000\t100\t3.11.7\t[\"python3\", \"model.py\"]",
          "F\t1\t/run/model.py\tModel.step\t3\t5",
          "F\t2\t/run/model.py\t<module>\t1\t9",
          "F\t3\t/usr/lib/python3.11/json/encoder.py\tencode\t2\t4",
          "S\t1\t3 1 2");

  @TempDir Path directory;

  private Profile read() throws IOException {
    return new PythonProfiler().read(directory, Path.of("/run"));
  }

  private void write(int pid, String text) throws IOException {
    Files.writeString(directory.resolve(pid + ".rvp"), BEGIN.formatted(pid) + text);
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static List<Sample> samples(Profile profile) throws IOException {
    List<Sample> samples = new ArrayList<>();
    profile.samples().forEachRemaining(samples::add);
    return samples;
  }

  @Test
  void a_stack_has_its_innermost_call_first_and_files_are_seen_from_the_program() throws Exception {
    write(7, "2000\t11000\t1\n");
    List<Frame> stack =
        List.of(
            new Frame("/usr/lib/python3.11/json/encoder.py", "encode", 2, 4, false),
            new Frame("model.py", "Model.step", 3, 5, true),
            new Frame("model.py", "<module>", 1, 9, true));
    assertEquals(List.of(new Sample(2000, 11_000_000, stack)), samples(read()));
  }

  @Test
  void a_sample_may_say_its_phase() throws Exception {
    write(7, lines("2000\t11000\t1\tchoose a bed", "3000\t1000\t1"));
    assertEquals(List.of("choose a bed", ""), samples(read()).stream().map(Sample::phase).toList());
  }

  @Test
  void a_rate_that_was_lowered_because_of_its_cost_is_said() throws Exception {
    write(7, lines("2000\t11000\t1", "P\t2000\t1000\tsamples"));
    assertEquals(List.of(), read().notes());
    write(7, lines("2000\t11000\t1", "P\t2000\t1000\tcost", "P\t3000\t2000\tcost"));
    assertEquals(
        List.of(
            new ProfileNote(
                "limit",
                "rate",
                "samples cost more than 5 % of the time, so their rate was lowered to 500 per second")),
        read().notes());
  }

  @Test
  void frames_of_the_telemetry_helper_are_left_out() throws Exception {
    write(7, lines("F\t4\t/x/runvar_telemetry.py\trecord\t2\t4", "S\t2\t4 2", "2000\t11000\t2"));
    assertEquals(1, samples(read()).get(0).stack().size());
    assertEquals("<module>", samples(read()).get(0).stack().get(0).function());
  }

  @Test
  void a_file_that_ends_within_a_line_has_the_samples_before_it() throws Exception {
    for (String rest :
        List.of("30", "3000\t11", "F\t4\t/run", "S\t2", "S\t2\t4", "E\t", "C\t1\t2")) {
      write(7, "2000\t11000\t1\n" + rest);
      assertEquals(1, samples(read()).size(), rest);
    }
  }

  @Test
  void a_process_that_was_replaced_has_two_sections() throws Exception {
    write(
        7,
        "2000\t11000\t1\n"
            + BEGIN.formatted(7).replace("Model.step", "Other.step")
            + "3000\t500\t1\n");
    List<Sample> samples = samples(read());
    assertEquals("Model.step", samples.get(0).stack().get(1).function());
    assertEquals("Other.step", samples.get(1).stack().get(1).function());
  }

  @Test
  void the_process_that_marks_the_cycles_goes_before_the_busiest() throws Exception {
    write(7, "2000\t11000\t1\nM\t1\tused\tmodel:step\tmarks the cycles\n");
    write(8, "2000\t11000\t1\n3000\t11000\t1\n");
    Profile profile = read();
    assertEquals(1, samples(profile).size());
    assertTrue(
        profile.notes().stream().anyMatch(note -> note.text().startsWith("2 Python processes")));
  }

  /** A main process that waits in Pool.get, from 1 to 11 ms. */
  private void writeWaiting() throws IOException {
    write(
        7,
        lines(
            "F\t4\t/usr/lib/python3.11/threading.py\twait\t2\t4\tw",
            "S\t2\t4 2",
            "11000\t10000\t2"));
  }

  private static String functions(Sample sample) {
    return "%d: %s"
        .formatted(
            sample.weightNanos() / 1_000_000,
            String.join(" < ", sample.stack().stream().map(Frame::function).toList()));
  }

  private List<String> allFunctions() throws IOException {
    return samples(read()).stream().map(AgentProfileTest::functions).toList();
  }

  @Test
  void what_a_worker_does_while_the_main_process_waits_is_a_call_of_it() throws Exception {
    writeWaiting();
    write(
        8,
        lines(
            "H\t1\t8\t7\t1000\t100\t3.11.7\t[\"python3\"]",
            "F\t1\t/run/model.py\tmove\t3\t5",
            "F\t2\t/usr/lib/python3.11/multiprocessing/process.py\tBaseProcess._bootstrap\t1\t9",
            "F\t3\t/run/model.py\t<module>\t1\t9",
            "S\t1\t1 2 3",
            "5000\t4000\t1",
            "15000\t10000\t1"));
    assertEquals(List.of("4: move < wait < <module>", "6: move < wait < <module>"), allFunctions());
  }

  @Test
  void workers_share_the_time_in_which_they_worked_and_the_rest_stays_waiting() throws Exception {
    writeWaiting();
    for (int worker : List.of(8, 9)) {
      write(
          worker,
          lines(
              "H\t1\t%d\t7\t1000\t100\t3.11.7\t[\"python3\"]".formatted(worker),
              "F\t1\t/run/model.py\tmove%d\t3\t5".formatted(worker),
              "F\t4\t/usr/lib/python3.11/queue.py\tget\t2\t4\tw",
              "S\t1\t1",
              "S\t2\t4",
              "4000\t2000\t1",
              "11000\t7000\t2"));
    }
    assertEquals(
        List.of("2: move8 < wait < <module>", "2: move9 < wait < <module>", "6: wait < <module>"),
        allFunctions());
  }

  @Test
  void a_function_that_was_sent_to_a_worker_is_in_the_script_of_the_main_process()
      throws Exception {
    writeWaiting();
    write(
        8,
        lines(
            "H\t1\t8\t7\t1000\t100\t3.11.7\t[\"python3\"]",
            "F\t1\t<dynamic-code>\tscore\t3\t5",
            "S\t1\t1",
            "11000\t10000\t1"));
    assertEquals(new Frame("model.py", "score", 3, 5, true), samples(read()).get(0).stack().get(0));
  }

  @Test
  void a_process_that_another_started_is_not_the_main_one_though_it_lives_longer()
      throws Exception {
    writeWaiting();
    write(8, lines("H\t1\t8\t7\t1000\t100\t3.11.7\t[\"python3\"]", "S\t1\t1", "90000\t80000\t1"));
    assertEquals(1, read().sampleCount());
  }

  @Test
  void the_latest_remark_about_a_subject_holds() throws Exception {
    write(
        7,
        lines(
            "M\t1\twaiting\tmodel:step\tnot imported yet", "M\t2\tcalled\tmodel:step\ta\\tb\\\\n"));
    assertEquals(List.of(new ProfileNote("called", "model:step", "a\tb\\n")), read().notes());
  }

  @Test
  void cost_threads_and_census_are_read() throws Exception {
    write(
        7,
        lines(
            "C\t5000\t20\t100\t200\t{\"dict\": 40}\t[[1, \"list\", 2000, \"main:queue\"]]",
            "E\t101000\t500\t1000\t20\t3\t0\tended"));
    Profile profile = read();
    assertEquals(0.01, profile.costShare().orElseThrow(), 1e-9);
    assertEquals(3, profile.mostThreads());
    Census census = profile.censuses().get(0);
    assertEquals(Map.of("dict", 40L), census.types());
    assertEquals(Map.of("main:queue", 2000L), census.entriesByName());
  }

  @Test
  void no_file_is_a_profile_without_samples_that_says_why() throws Exception {
    assertEquals(0, read().sampleCount());
    assertEquals("refused", read().notes().get(0).status());
  }
}
