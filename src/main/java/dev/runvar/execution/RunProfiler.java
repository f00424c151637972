package dev.runvar.execution;

import dev.runvar.profile.AsyncLibrary;
import dev.runvar.profile.CensusMode;
import dev.runvar.profile.Companion;
import dev.runvar.profile.CycleSpans;
import dev.runvar.profile.Profile;
import dev.runvar.profile.ProfileNote;
import dev.runvar.profile.ProfileRequest;
import dev.runvar.profile.ProfileRows;
import dev.runvar.profile.Profiler;
import dev.runvar.profile.ProfilerChoice;
import dev.runvar.profile.Sample;
import dev.runvar.profile.SampleJoin;
import dev.runvar.store.ResultTable;
import dev.runvar.store.RunProfile;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryPart;
import dev.runvar.study.ProfileSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The profiler beside one attempt, if the study asks for one. Whatever goes wrong with it is a note
 * in the run's record, and never an error of the run.
 */
final class RunProfiler implements AutoCloseable {

  /** A command and its environment. */
  record Launch(List<String> command, Map<String, String> environment) {}

  /** A run that marks no cycles is divided into so many windows of equal length. */
  private static final int TIME_WINDOWS = 1_000;

  /** Runs of a second must give enough samples, at less than 5 % of the time with any profiler. */
  private static final int RATE_HERTZ = 1_000;

  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);
  private static final String OURS = "RUNVAR_";

  /** A shell's command that gives a variable of a profiler another value. */
  private static final Pattern OVERRIDES =
      Pattern.compile("\\b(PYTHONPATH|JAVA_TOOL_OPTIONS|NODE_OPTIONS)=(?![^\\s;&]*\\$\\{?\\1)");

  /** The only profiler that marks steps. */
  private static final String PYTHON = "python";

  private static final Set<String> OF_FUNCTIONS =
      Set.of("used", "called", "never-called", "missing");

  private final ProfileSettings settings;
  private Path directory;
  private Profiler profiler;
  private ProfileRequest request;
  private Companion companion = Companion.NONE;
  private Path program;
  private Optional<String> overridden = Optional.empty();
  private String whyNone = "the run was not started";

  private RunProfiler(ProfileSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the profiler of an attempt, whose files are in a directory beside the scratch
   * directory: that is removed when the run has ended. The watch removes this one if nobody is left
   * to read it.
   *
   * @param settings null for none
   */
  static RunProfiler of(ProfileSettings settings, Path scratch) {
    RunProfiler made = new RunProfiler(settings);
    if (settings != null) {
      try {
        made.directory =
            Files.createDirectory(
                ScratchDirectory.profileOf(scratch),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (IOException e) {
        made.whyNone = "there is no directory for a profile: " + e.getMessage();
      }
    }
    return made;
  }

  /** Returns whether the times of cycles are needed. */
  boolean isWanted() {
    return settings != null && directory != null;
  }

  /**
   * Returns how to start the run so that the profiler is attached.
   *
   * @param workingDirectory in which the command will start
   */
  Launch attached(Launch launch, Path workingDirectory) {
    if (!isWanted()) {
      return launch;
    }
    program = workingDirectory;
    try {
      Map<String, String> inherited = new TreeMap<>(System.getenv());
      inherited.keySet().removeIf(name -> name.startsWith(OURS));
      inherited.putAll(launch.environment());
      inherited.putAll(assignments(launch.command()));
      ProfilerChoice choice =
          ProfilerChoice.of(
              launch.command(),
              workingDirectory,
              inherited.getOrDefault("PATH", ""),
              AsyncLibrary.extractedTo(directory));
      whyNone = choice.reason();
      Optional<Profiler> chosen = choice.profiler().filter(this::isOfUse);
      if (chosen.isEmpty()) {
        return launch;
      }
      request =
          new ProfileRequest(
              directory,
              settings.samples() ? RATE_HERTZ : 0,
              Optional.ofNullable(settings.step()),
              settings.phases(),
              settings.samples() ? CensusMode.CONTAINERS : CensusMode.OFF,
              inherited);
      Map<String, String> variables = chosen.get().environment(request);
      Map<String, String> environment = new TreeMap<>(launch.environment());
      environment.putAll(variables);
      profiler = chosen.get();
      Matcher overrides = OVERRIDES.matcher(String.join(" ", launch.command()));
      overridden = overrides.find() ? Optional.of(overrides.group(1)) : Optional.empty();
      return new Launch(assigning(launch.command(), variables), environment);
    } catch (IOException | RuntimeException e) {
      whyNone = "the profiler could not be attached: " + e.getMessage();
      return launch;
    }
  }

  /** Returns whether the run is to wait until {@link #started} has returned. */
  boolean attachesBeforeStart() {
    return profiler != null && profiler.attachesBeforeStart();
  }

  /** Begins to look at the run from outside, if the profiler does that. */
  void started(long pid) {
    if (profiler != null) {
      try {
        companion = profiler.beside(pid, request);
      } catch (IOException | RuntimeException e) {
        whyNone = "the profiler could not be started: " + e.getMessage();
        profiler = null;
      }
    }
  }

  /** Returns for how long the run stood still for the profiler, between two moments. */
  long stoodStillNanos(long fromUnixNanos, long toUnixNanos) {
    return companion.stoodStillNanos(fromUnixNanos, toUnixNanos);
  }

  private boolean isOfUse(Profiler chosen) {
    if (!settings.samples() && !chosen.name().equals(PYTHON)) {
      whyNone = "only of Python can steps be marked from outside";
      return false;
    }
    return true;
  }

  /** Variables that the command {@code env} sets would take the place of the profiler's. */
  private static Map<String, String> assignments(List<String> command) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 1; i < afterAssignments(command); i++) {
      Matcher assignment = ASSIGNMENT.matcher(command.get(i));
      if (assignment.matches()) {
        values.put(assignment.group(1), assignment.group(2));
      }
    }
    return values;
  }

  private static List<String> assigning(List<String> command, Map<String, String> variables) {
    List<String> result = new ArrayList<>(command);
    for (int i = 1; i < afterAssignments(command); i++) {
      Matcher assignment = ASSIGNMENT.matcher(command.get(i));
      if (assignment.matches() && variables.containsKey(assignment.group(1))) {
        result.set(i, assignment.group(1) + "=" + variables.get(assignment.group(1)));
      }
    }
    return result;
  }

  private static int afterAssignments(List<String> command) {
    int end = 1;
    if (Path.of(command.get(0)).endsWith("env")) {
      while (end < command.size() && ASSIGNMENT.matcher(command.get(end)).matches()) {
        end++;
      }
    }
    return end;
  }

  /**
   * Reads what the profiler found out about a run that has ended, and stores it.
   *
   * @param recorder knows the cycles of the run
   * @return null if none was asked for
   */
  RunProfile store(StudyStore store, String experiment, String attempt, RunRecorder recorder) {
    if (settings == null) {
      return null;
    }
    if (profiler == null) {
      return RunProfile.none(whyNone);
    }
    try {
      companion.close();
      Profile profile = profiler.read(directory, program);
      if (profile.sampleCount() == 0 && overridden.isPresent()) {
        return RunProfile.none(
            "the command sets %1$s itself and so leaves the profiler out; write %1$s=...:$%1$s"
                .formatted(overridden.get()));
      }
      Optional<CycleSpans> spans = recorder.spans();
      Optional<CycleSpans> windows = spans.isPresent() ? spans : timeWindows(profile);
      TelemetryPart file = null;
      if (profile.sampleCount() > 0 && windows.isPresent()) {
        ProfileRows rows =
            ProfileRows.of(
                SampleJoin.of(windows.get(), profile.samples()), windows.get(), profile.censuses());
        file = store.files().writeProfile(experiment, attempt, table(rows));
      }
      return new RunProfile(
          profiler.name(),
          file,
          spans.isEmpty(),
          profile.sampleCount(),
          profile.costShare().isPresent() ? profile.costShare().getAsDouble() : null,
          profile.mostThreads(),
          profile.notes().stream().map(RunProfiler::sentence).toList());
    } catch (IOException | RuntimeException e) {
      return RunProfile.none("the profile could not be read: " + e.getMessage());
    }
  }

  /** Notes about a function go on after its name, others stand by themselves. */
  private static String sentence(ProfileNote note) {
    boolean isOfFunction = note.subject().contains(":") && OF_FUNCTIONS.contains(note.status());
    return "%s %s%s %s"
        .formatted(note.status(), note.subject(), isOfFunction ? "" : ":", note.text());
  }

  private static Optional<CycleSpans> timeWindows(Profile profile) throws IOException {
    Iterator<Sample> samples = profile.samples();
    if (!samples.hasNext()) {
      return Optional.empty();
    }
    Sample first = samples.next();
    long begin = first.unixMicros() * 1000 - first.weightNanos();
    long end = first.unixMicros() * 1000;
    while (samples.hasNext()) {
      end = Math.max(end, samples.next().unixMicros() * 1000);
    }
    return Optional.of(CycleSpans.equal(begin, end, TIME_WINDOWS));
  }

  private static ResultTable table(ProfileRows rows) {
    return new ResultTable(
        "profile",
        ProfileRows.COLUMNS.stream()
            .map(column -> new ResultTable.Column(column.name(), kind(column.type())))
            .toList(),
        rows.values());
  }

  private static ResultTable.Kind kind(Class<?> type) {
    if (type == String.class) {
      return ResultTable.Kind.TEXT;
    }
    return type == Integer.class ? ResultTable.Kind.INT : ResultTable.Kind.DOUBLE;
  }

  @Override
  public void close() {
    companion.close();
    if (directory != null) {
      ScratchDirectory.remove(directory);
    }
  }
}
