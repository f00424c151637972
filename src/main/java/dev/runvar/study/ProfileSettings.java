package dev.runvar.study;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How a profiler looks into the runs of a command.
 *
 * @param samples whether it samples; otherwise it only marks steps and phases
 * @param step the function whose outermost calls are cycles, as {@code module:qualified.name};
 *     {@link #KNOWN_FRAMEWORKS} for the steps of frameworks that the profiler knows; null where
 *     cycles come from elsewhere
 * @param phases functions that are timed inside a cycle, by the name of the phase
 */
public record ProfileSettings(boolean samples, String step, SortedMap<String, String> phases)
    implements Serializable {

  public static final String KNOWN_FRAMEWORKS = "auto";

  public static final String FUNCTION_ALLOWED = "module:function, as in model:Model.step";

  private static final Pattern FUNCTION = Pattern.compile("(?U)[\\w.]+:[\\w.<>]+");

  public ProfileSettings {
    SortedMap<String, String> copy = new TreeMap<>(phases == null ? Map.of() : phases);
    phases = Collections.unmodifiableSortedMap(copy);
  }

  /** Returns whether a text names a function as {@code step:} and {@code phases:} do. */
  public static boolean isFunction(String text) {
    return FUNCTION.matcher(text).matches();
  }
}
