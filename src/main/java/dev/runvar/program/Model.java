package dev.runvar.program;

import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A simulation that comes with this program: what study files, runs and executors have to know of
 * it. Models are found by {@link Models}.
 */
public interface Model {

  /** Returns the name by which study files ask for the model. */
  String name();

  /** Returns the version; runs of different versions are not the same runs. */
  int version();

  /** Returns how many parameters a resolved run has. */
  int parameters();

  /**
   * Throws {@link ParameterException} unless the model has the parameter and it takes the value.
   */
  void checkValue(String name, String value);

  /**
   * Returns every parameter with its canonical value, by name.
   *
   * @param given parameters as a study writes them
   * @throws ParameterException if a name or a value is not one of the model's
   */
  SortedMap<String, String> resolve(Map<String, String> given);

  /**
   * Returns the name of the variant whose switches these parameters have; empty for parameters that
   * lack its switches.
   */
  Optional<String> variantOf(Map<String, String> parameters);

  /** Returns the class whose {@code main} executes one run in a JVM of its own. */
  Class<?> mainClass();

  /** Returns the class path of a run's JVM. */
  String classPath();

  /**
   * Executes one run on the calling thread; on interruption it stops after a cycle and reports no
   * end.
   *
   * @param parameters resolved
   * @param scratch a directory for temporary files, which is left empty
   */
  void run(Map<String, String> parameters, long seed, Path scratch, int cycles, TelemetrySink sink)
      throws IOException;
}
