package dev.runvar.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run's samples by cycle, and its censuses, in their stored form as rows of a table.
 *
 * <p>Each window has one row without a stack, and one row per stack that was seen in it. Each
 * census has one row. Each phase has one row per fifth, with its name as the stack.
 *
 * @param cycles how many cycles the run has
 */
public record ProfileRows(CycleProfile profile, List<Census> censuses, int cycles) {

  /** A column of the table: texts, whole numbers or numbers. */
  public record Column(String name, Class<?> type) {}

  /** The columns, in the order of the values of a row. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("division", String.class),
          new Column("window", Integer.class),
          new Column("first_cycle", Integer.class),
          new Column("end_cycle", Integer.class),
          new Column("mean_wall_nanos", Double.class),
          new Column("stack", String.class),
          new Column("weight_nanos", Double.class),
          new Column("samples", Double.class),
          new Column("census", String.class));

  private static final String CENSUS = "census";
  private static final String PHASE = "phase";
  private static final ObjectMapper JSON = new ObjectMapper();

  public ProfileRows {
    censuses = List.copyOf(censuses);
  }

  /**
   * Returns the rows of a run.
   *
   * @param censuses with clock times; censuses outside the cycles are left out
   */
  public static ProfileRows of(CycleProfile profile, CycleSpans spans, List<Census> censuses) {
    List<Census> byCycle = new ArrayList<>();
    for (Census census : censuses) {
      int cycle = spans.firstEndingAfter(census.unixMicros() * 1000);
      if (cycle < spans.count()) {
        byCycle.add(census.at(cycle));
      }
    }
    return new ProfileRows(profile, byCycle, spans.count());
  }

  /** Parses rows of {@link #values} that were read as texts. */
  public static ProfileRows parse(List<List<String>> rows) throws IOException {
    List<CycleWindow> windows = new ArrayList<>();
    Map<String, Integer> windowNumbers = new HashMap<>();
    List<List<Frame>> stacks = new ArrayList<>();
    Map<String, Integer> stackNumbers = new HashMap<>();
    List<StackTime> times = new ArrayList<>();
    List<Census> censuses = new ArrayList<>();
    Map<String, PhaseAgreement.Fifth> phases = new HashMap<>();
    int cycles = 0;
    for (List<String> row : rows) {
      String division = row.get(0);
      if (division.equals(CENSUS)) {
        censuses.add(JSON.readValue(row.get(8), Census.class).at(Integer.parseInt(row.get(2))));
        continue;
      }
      if (division.equals(PHASE)) {
        double nanos = Double.parseDouble(row.get(6));
        PhaseAgreement.Fifth part =
            row.get(1).equals("0")
                ? new PhaseAgreement.Fifth(nanos, 0)
                : new PhaseAgreement.Fifth(0, nanos);
        phases.merge(
            row.get(5),
            part,
            (one, other) ->
                new PhaseAgreement.Fifth(one.early() + other.early(), one.late() + other.late()));
        continue;
      }
      int end = Integer.parseInt(row.get(3));
      cycles = Math.max(cycles, end);
      String key = division + row.get(1);
      if (row.get(5) == null) {
        windowNumbers.put(key, windows.size());
        windows.add(
            new CycleWindow(
                CycleWindow.Kind.valueOf(division.toUpperCase(Locale.ROOT)),
                Integer.parseInt(row.get(1)),
                Integer.parseInt(row.get(2)),
                end,
                Double.parseDouble(row.get(4))));
      } else {
        Integer stack = stackNumbers.get(row.get(5));
        if (stack == null) {
          stack = stacks.size();
          stackNumbers.put(row.get(5), stack);
          stacks.add(stack(row.get(5)));
        }
        times.add(
            new StackTime(
                windowNumbers.get(key),
                stack,
                Double.parseDouble(row.get(6)),
                Double.parseDouble(row.get(7))));
      }
    }
    return new ProfileRows(new CycleProfile(windows, stacks, times, phases), censuses, cycles);
  }

  /**
   * Returns the run in the form that {@link Accumulation} needs. Time is counted in cycles: cycle i
   * is microsecond i.
   */
  public CensusedRun censused(long seed) {
    return new CensusedRun(
        seed, CycleSpans.equal(0, cycles * 1000L, Math.max(1, cycles)), censuses);
  }

  /** Returns the rows. */
  public List<List<Object>> values() {
    List<List<Object>> rows = new ArrayList<>();
    for (CycleWindow window : profile.windows()) {
      rows.add(row(window, null, null, null));
    }
    List<String> stacks = profile.stacks().stream().map(ProfileRows::text).toList();
    for (StackTime time : profile.times()) {
      rows.add(
          row(
              profile.windows().get(time.window()),
              stacks.get(time.stack()),
              time.weightNanos(),
              time.samples()));
    }
    profile
        .phases()
        .forEach(
            (phase, nanos) -> {
              rows.add(row(PHASE, 0, phase, nanos.early()));
              rows.add(row(PHASE, 1, phase, nanos.late()));
            });
    for (int i = 0; i < censuses.size(); i++) {
      int cycle = (int) censuses.get(i).unixMicros();
      rows.add(
          Arrays.asList(
              CENSUS, i, cycle, cycle + 1, null, null, null, null, text(censuses.get(i))));
    }
    return rows;
  }

  private static List<Object> row(String division, int fifth, String name, double nanos) {
    return Arrays.asList(division, fifth, 0, 0, null, name, nanos, null, null);
  }

  private static List<Object> row(
      CycleWindow window, String stack, Double weightNanos, Double samples) {
    return Arrays.asList(
        window.kind().name().toLowerCase(Locale.ROOT),
        window.index(),
        window.firstCycle(),
        window.endCycle(),
        window.meanWallNanos(),
        stack,
        weightNanos,
        samples,
        null);
  }

  private static String text(Census census) {
    try {
      return JSON.writeValueAsString(census);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a census is always JSON", e);
    }
  }

  /** A list of frames, the innermost first: file, function, first line, line, 1 for user code. */
  private static String text(List<Frame> stack) {
    ArrayNode frames = JSON.createArrayNode();
    for (Frame frame : stack) {
      frames
          .addArray()
          .add(frame.file())
          .add(frame.function())
          .add(frame.firstLine())
          .add(frame.line())
          .add(frame.isUserCode() ? 1 : 0);
    }
    return frames.toString();
  }

  private static List<Frame> stack(String text) throws IOException {
    List<Frame> frames = new ArrayList<>();
    for (JsonNode frame : JSON.readTree(text)) {
      frames.add(
          new Frame(
              frame.path(0).asText(),
              frame.path(1).asText(),
              frame.path(2).asInt(),
              frame.path(3).asInt(),
              frame.path(4).asInt() == 1));
    }
    return frames;
  }
}
