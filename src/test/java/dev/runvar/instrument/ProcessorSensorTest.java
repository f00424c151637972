package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorSensorTest {

  @TempDir private Path processors;

  @Test
  void what_the_host_does_not_give_is_null_and_not_zero() {
    ProcessorState state = new ProcessorSensor(processors.resolve("none")).read();
    assertNull(state.frequencyHertz());
    assertNull(state.throttleCount());
  }

  @Test
  void the_frequency_is_the_mean_over_processors() throws IOException {
    write("cpu0/cpufreq/scaling_cur_freq", "3000000\n");
    write("cpu1/cpufreq/scaling_cur_freq", "2000000\n");
    write("cpufreq/scaling_cur_freq", "1\n");
    assertEquals(2.5e9, new ProcessorSensor(processors).read().frequencyHertz());
  }

  @Test
  void throttles_of_cores_and_packages_are_added_and_none_is_zero() throws IOException {
    write("cpu0/thermal_throttle/core_throttle_count", "0\n");
    ProcessorSensor sensor = new ProcessorSensor(processors);
    assertEquals(0, sensor.read().throttleCount());
    write("cpu0/thermal_throttle/core_throttle_count", "3\n");
    write("cpu0/thermal_throttle/package_throttle_count", "4\n");
    assertEquals(3, sensor.read().throttleCount());
    assertEquals(7, new ProcessorSensor(processors).read().throttleCount());
  }

  private void write(String file, String text) throws IOException {
    Path path = processors.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
