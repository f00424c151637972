package dev.runvar.profile;

import java.util.Map;

/** Extends environment variables that the user may have set already. */
public final class Variables {

  private Variables() {}

  /** Returns a value followed by the previous value of the variable, which stays in effect. */
  static String before(Map<String, String> inherited, String name, String value, String separator) {
    String present = inherited.get(name);
    return present == null || present.isBlank() ? value : value + separator + present;
  }

  /** Returns a value after the previous value of the variable. */
  public static String after(
      Map<String, String> inherited, String name, String value, String separator) {
    String present = inherited.get(name);
    return present == null || present.isBlank() ? value : present + separator + value;
  }
}
