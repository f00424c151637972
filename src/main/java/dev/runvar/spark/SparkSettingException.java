package dev.runvar.spark;

/** The settings of Spark do not allow what the user asked for; the message is one line. */
public final class SparkSettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SparkSettingException(String message) {
    super(message);
  }
}
