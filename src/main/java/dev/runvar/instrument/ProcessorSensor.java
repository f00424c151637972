package dev.runvar.instrument;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import oshi.hardware.Sensors;

/**
 * Reads frequency, temperature and throttling of the processors.
 *
 * <p>Many hosts give none of it: a virtual machine hides them. What OSHI calls the current
 * frequency is then the nominal one, which says nothing, so that only the kernel's governor is
 * asked.
 */
public final class ProcessorSensor {

  /** Where the frequency comes from. */
  public static final String FREQUENCY_SOURCE = "/sys/devices/system/cpu/cpu*/cpufreq";

  /** Where the count of throttles comes from. */
  public static final String THROTTLE_SOURCE = "/sys/devices/system/cpu/cpu*/thermal_throttle";

  private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");

  private final List<Path> frequencies;
  private final List<Path> throttleCounts;
  private final Sensors sensors = Oshi.SYSTEM.getHardware().getSensors();
  private final boolean hasTemperature;

  public ProcessorSensor() {
    this(PROCESSORS);
  }

  ProcessorSensor(Path processors) {
    frequencies = files(processors, "cpufreq/scaling_cur_freq");
    throttleCounts = new ArrayList<>(files(processors, "thermal_throttle/core_throttle_count"));
    throttleCounts.addAll(files(processors, "thermal_throttle/package_throttle_count"));
    hasTemperature = isTemperature(sensors.getCpuTemperature());
  }

  /** Returns a reading taken just now. */
  public ProcessorState read() {
    OptionalDouble kilohertz = numbers(frequencies).average();
    OptionalLong throttles =
        throttleCounts.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of((long) numbers(throttleCounts).sum());
    return new ProcessorState(
        kilohertz.isPresent() ? 1_000 * kilohertz.getAsDouble() : null,
        temperature(),
        throttles.isPresent() ? throttles.getAsLong() : null);
  }

  private Double temperature() {
    if (!hasTemperature) {
      return null;
    }
    double celsius = sensors.getCpuTemperature();
    return isTemperature(celsius) ? celsius : null;
  }

  /** OSHI gives 0 or not-a-number where there is no sensor. */
  private static boolean isTemperature(double celsius) {
    return !Double.isNaN(celsius) && celsius > 0;
  }

  private static DoubleStream numbers(List<Path> files) {
    return files.stream()
        .flatMap(file -> ProcFile.read(file).stream())
        .mapToDouble(text -> Double.parseDouble(text.strip()));
  }

  private static List<Path> files(Path processors, String name) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(processors, "cpu[0-9]*")) {
      for (Path processor : found) {
        Path file = processor.resolve(name);
        if (Files.isReadable(file)) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      // Not Linux, or a container without /sys.
      return List.of();
    }
    return files;
  }
}
