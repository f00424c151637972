package dev.runvar.telemetry;

/** A workload wrote a line that is not telemetry. */
public final class MalformedTelemetryException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_CHARACTERS = 200;

  /** A line that is malformed for a reason; a long text is shortened. */
  public MalformedTelemetryException(long line, String text, String reason) {
    super("telemetry line " + line + ": " + reason + ": " + shorten(text));
  }

  /** Something else than a line is wrong. */
  public MalformedTelemetryException(String reason) {
    super(reason);
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
