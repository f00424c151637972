package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readings of a process against what the process itself says that it did. */
class ProcessSensorIT {

  /**
   * The kernel counts processor time in hundredths of a second, and Python's start is part of it.
   */
  private static final double CPU_TOLERANCE_SECONDS = 0.1;

  private Process process;
  private ProcessSensor sensor;

  @AfterEach
  void endProcess() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Test
  void a_process_that_burns_a_core_is_charged_for_it() throws Exception {
    double seconds = Double.parseDouble(start("burn", 2));
    assertTrue(seconds > 0.5, "the machine gave it " + seconds);
    assertEquals(seconds, reading().cpuNanos() / 1e9, CPU_TOLERANCE_SECONDS);
  }

  @Test
  void work_that_is_left_to_a_grandchild_counts() throws Exception {
    double seconds = Double.parseDouble(start("grandchild", 2));
    assertTrue(seconds > 0.5, "the machine gave it " + seconds);
    // The middle process starts a second Python and does nothing else.
    assertEquals(seconds, reading().cpuNanos() / 1e9, 0.3);
    assertTrue(process.descendants().findAny().isPresent());
  }

  @Test
  void memory_that_is_touched_is_resident() throws Exception {
    start("nothing", 0);
    long without = reading().rssBytes();
    endProcess();
    long bytes = Long.parseLong(start("touch", 300));
    ProcessReading with = reading();
    assertEquals((double) bytes, (double) (with.rssBytes() - without), 0.02 * bytes);
    // A page is a fault at most; huge pages are fewer.
    assertTrue(with.minorFaults() > 0 && with.minorFaults() < 4 * bytes / 4096);
  }

  @Test
  void what_is_written_to_storage_is_counted() throws Exception {
    long bytes = Long.parseLong(start("write", 100));
    ProcessReading reading = reading();
    assertTrue(
        reading.writeBytes() >= bytes && reading.writeBytes() < 1.05 * bytes,
        "written: " + reading.writeBytes());
    assertTrue(reading.readBytes() >= 0);
  }

  @Test
  void switches_of_all_threads_are_counted() throws Exception {
    int each = 1_000;
    Process burden = launch("threads", each);
    long last = 0;
    // A thread's switches go with it: the sensor looks now and then, as the probe does.
    while (!burden.inputReader().ready()) {
      last = reading().voluntarySwitches();
      Thread.sleep(20);
    }
    assertTrue(last > 0.8 * 10 * each && last < 1.2 * 10 * each, "switches: " + last);
  }

  @Test
  void a_process_that_sleeps_costs_nothing() throws Exception {
    start("nothing", 0);
    ProcessReading before = reading();
    Thread.sleep(1_000);
    ProcessReading after = reading();
    assertTrue(after.cpuNanos() - before.cpuNanos() <= 20_000_000);
    assertEquals(before.writeBytes(), after.writeBytes());
  }

  @Test
  void a_process_that_is_gone_has_no_reading() throws Exception {
    start("nothing", 0);
    process.destroyForcibly().waitFor();
    assertEquals(Optional.empty(), sensor.read());
  }

  private ProcessReading reading() {
    return sensor.read().orElseThrow();
  }

  /** Returns what the process says that it did, once it has done it; it lives on until the end. */
  private String start(String what, int howMuch) throws IOException {
    BufferedReader out = launch(what, howMuch).inputReader();
    return out.readLine();
  }

  private Process launch(String what, int howMuch) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "python3", "src/test/resources/host/burden.py", what, String.valueOf(howMuch));
    builder
        .environment()
        .put("BURDEN_FILE", Path.of("target", "burden").toAbsolutePath().toString());
    process = builder.start();
    sensor = ProcessSensor.of(process.pid());
    return process;
  }
}
