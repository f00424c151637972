package dev.runvar.profile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the samples in a file of the Python agent; docs/profiles.md describes the format.
 *
 * <p>The file of a killed process may end in the middle of a line. After exec, the same process
 * starts a second section in it. Malformed lines are skipped.
 */
final class AgentLines extends SampleReader implements AutoCloseable {

  /** Receives lines of other kinds. */
  interface OtherLines {
    void line(String[] fields);
  }

  /** The telemetry helper is not part of the program, so its time counts for its caller. */
  private static final String TELEMETRY = "runvar_telemetry.py";

  /** The file of a function of the main script that joblib sends to its workers. */
  private static final String SENT_CODE = "<dynamic-code>";

  private static final int SAMPLE_FIELDS = 3;
  private static final int FRAME_FIELDS = 6;
  private static final long NANOS_PER_MICRO = 1000;

  private final BufferedReader in;
  private final Path program;
  private final String script;
  private final OtherLines others;
  private final Map<Integer, Frame> frames = new HashMap<>();
  private final Map<Integer, List<Frame>> stacks = new HashMap<>();
  private final Set<Frame> waiting = new HashSet<>();
  private boolean isInline;
  private Sample found;

  /**
   * @param script the file of functions that were sent to the process
   */
  AgentLines(Path file, Path program, String script, OtherLines others) throws IOException {
    in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    this.program = program;
    this.script = script;
    this.others = others;
  }

  @Override
  Sample read() {
    found = null;
    try {
      while (found == null) {
        String line = in.readLine();
        if (line == null) {
          in.close();
          return null;
        }
        if (!line.isEmpty()) {
          take(line.split("\t", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private void take(String[] fields) {
    try {
      char kind = fields[0].charAt(0);
      if (Character.isDigit(kind)) {
        sample(fields);
      } else if (kind == 'F') {
        frame(fields);
      } else if (kind == 'S') {
        stack(fields);
      } else {
        if (kind == 'H') {
          begin(fields);
        }
        others.line(fields);
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // The process was killed while it wrote this line.
      found = null;
    }
  }

  /** Resets the state, because a program that replaced the process starts a new section. */
  private void begin(String[] fields) {
    frames.clear();
    stacks.clear();
    isInline = fields[7].contains("\"-c\"");
  }

  private void frame(String[] fields) {
    String file = unescaped(fields[2]);
    boolean isSent = file.equals(SENT_CODE) && !script.isEmpty();
    String shown = isSent ? script : UserCode.relative(file, program);
    boolean isUserCode = isSent || UserCode.isPython(file) || (isInline && file.equals("<string>"));
    Frame frame =
        new Frame(
            shown,
            unescaped(fields[3]),
            Integer.parseInt(fields[4]),
            Integer.parseInt(fields[5]),
            isUserCode);
    frames.put(Integer.valueOf(fields[1]), frame);
    if (fields.length > FRAME_FIELDS && fields[FRAME_FIELDS].equals("w")) {
      waiting.add(frame);
    }
  }

  /** Returns whether a sample is of a thread that waits for other threads or processes. */
  boolean isWaiting(Sample sample) {
    return waiting.contains(sample.stack().get(0));
  }

  private void stack(String[] fields) {
    List<Frame> stack = new ArrayList<>();
    for (String number : fields[2].split(" ", -1)) {
      Frame frame = frames.get(Integer.valueOf(number));
      if (frame == null) {
        return;
      }
      if (!frame.file().endsWith(TELEMETRY)) {
        stack.add(frame);
      }
    }
    if (!stack.isEmpty()) {
      stacks.put(Integer.valueOf(fields[1]), List.copyOf(stack));
    }
  }

  private void sample(String[] fields) {
    if (fields.length < SAMPLE_FIELDS) {
      return;
    }
    List<Frame> stack = stacks.get(Integer.valueOf(fields[2]));
    if (stack != null) {
      long weightNanos = Long.parseLong(fields[1]) * NANOS_PER_MICRO;
      String phase = fields.length > SAMPLE_FIELDS ? unescaped(fields[SAMPLE_FIELDS]) : "";
      found = new Sample(Long.parseLong(fields[0]), weightNanos, stack, phase);
    }
  }

  static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    boolean isEscape = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && !isEscape) {
        isEscape = true;
        continue;
      }
      plain.append(isEscape ? escaped(c) : c);
      isEscape = false;
    }
    return plain.toString();
  }

  private static char escaped(char letter) {
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> letter;
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
