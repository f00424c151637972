package dev.runvar.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the output of {@code perf script --ns -F pid,tid,time,ip,sym,dso}: for each sample a line
 * with process, thread and time, then the calls, innermost first.
 *
 * <p>All samples stand for equal processor time.
 */
final class PerfScript {

  private static final Pattern HEAD = Pattern.compile("\\s*(\\d+)/\\d+\\s+(\\d+)\\.(\\d+):.*");
  private static final Pattern CALL =
      Pattern.compile("\\s+([0-9a-f]+) (.*) \\((.*?)(?: \\(deleted\\))?\\)");
  private static final int MICRO_DIGITS = 6;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final String executable;
  private final Map<String, List<Sample>> samplesOfProcess = new TreeMap<>();
  private String process = "";
  private long unixMicros;
  private long weightNanos;
  private List<Frame> stack = new ArrayList<>();

  /**
   * A reader.
   *
   * @param executable the file name of the program: its functions are user code
   */
  PerfScript(String executable) {
    this.executable = executable;
  }

  /** Parses a line of a part that was recorded at this rate. */
  void line(String line, int rateHertz) {
    Matcher call = CALL.matcher(line);
    Matcher head = HEAD.matcher(line);
    if (call.matches()) {
      // If callers cannot be unwound, the stack ends with a meaningless address.
      if (!call.group(2).equals(FunctionId.UNKNOWN) || stack.isEmpty()) {
        stack.add(frame(call.group(2), call.group(3)));
      }
    } else {
      end();
      if (head.matches()) {
        process = head.group(1);
        unixMicros =
            Long.parseLong(head.group(2)) * MICROS_PER_SECOND
                + Long.parseLong((head.group(3) + "000000").substring(0, MICRO_DIGITS));
        weightNanos = NANOS_PER_SECOND / rateHertz;
      }
    }
  }

  private void end() {
    if (!stack.isEmpty() && weightNanos > 0) {
      samplesOfProcess
          .computeIfAbsent(process, added -> new ArrayList<>())
          .add(new Sample(unixMicros, weightNanos, stack));
    }
    stack = new ArrayList<>();
    weightNanos = 0;
  }

  private Frame frame(String symbol, String file) {
    Path name = Path.of(file).getFileName();
    String library = name == null ? file : name.toString();
    return NativeCode.frame(
        library, symbol, 0, library.equals(executable) && !UserCode.isGoLibrary(symbol));
  }

  /** Returns the samples of the process with the most samples. */
  List<Sample> samples() {
    end();
    List<Sample> most = List.of();
    for (List<Sample> one : samplesOfProcess.values()) {
      most = one.size() > most.size() ? one : most;
    }
    return most;
  }
}
