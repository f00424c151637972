package dev.runvar.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads recordings of the flight recorder, or of a profiler that writes the same format.
 *
 * <p>The recorder loses an unknown number of samples on a busy host. So all samples have the same
 * weight, and only shares are meaningful.
 */
final class JfrProfile implements Profile {

  /** An event of async-profiler, which stands for the number of samples in its field. */
  private static final String WALL_SAMPLE = "profiler.WallClockSample";

  private static final Set<String> SAMPLES =
      Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample", WALL_SAMPLE);

  private static final Set<String> NOT_JAVA = Set.of("Native", "C++", "Kernel");
  private static final String MAIN = "main";
  private static final String SLEEPING = "STATE_SLEEPING";
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1000;

  /** Names the methods of a recording, and decides which belong to the program. */
  enum Names {
    JVM(10_000_000) {
      @Override
      Frame frame(String type, String method, int line, String executable) {
        String outer = type.contains("$") ? type.substring(0, type.indexOf('$')) : type;
        String simple = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
        return new Frame(outer, simple + "." + method, 0, line, UserCode.isJvm(type));
      }
    },
    /** Java sampled by async-profiler, with functions of the virtual machine. */
    JVM_ASYNC(1_000_000) {
      @Override
      Frame frame(String type, String method, int line, String executable) {
        return JVM.frame(type, method, line, executable);
      }
    },
    NATIVE(1_000_000) {
      @Override
      Frame frame(String type, String method, int line, String executable) {
        // A program that replaced its launcher counts as the program, too; libraries have a suffix.
        boolean isProgram = !type.isEmpty() && !type.startsWith("[") && !type.contains(".so");
        return NativeCode.frame(type, method, line, isProgram || type.equals(executable));
      }
    };

    private final long nanosPerSample;

    Names(long nanosPerSample) {
      this.nanosPerSample = nanosPerSample;
    }

    abstract Frame frame(String type, String method, int line, String executable);
  }

  private final List<Path> files;
  private final Names names;
  private final String executable;
  private final Set<String> threads;
  private final long sampleCount;
  private final List<ProfileNote> notes;
  private List<Census> censuses = List.of();

  private JfrProfile(
      List<Path> files,
      Names names,
      String executable,
      Map<String, Long> samplesOfThread,
      List<ProfileNote> notes) {
    this.files = files;
    this.names = names;
    this.executable = executable;
    threads = chosen(samplesOfThread);
    sampleCount = threads.stream().mapToLong(samplesOfThread::get).sum();
    this.notes = List.copyOf(notes);
  }

  /**
   * Reads the recording of a virtual machine.
   *
   * @param censusOrNull the census of the same run
   */
  static Profile read(Path directory, Names names, JvmCensus censusOrNull) throws IOException {
    Profile profile = read(directory, names, "");
    if (censusOrNull != null && profile instanceof JfrProfile recording) {
      recording.censuses = censusOrNull.censuses();
    }
    return profile;
  }

  /**
   * Reads the process with the most samples, because launchers and compilers leave recordings, too.
   *
   * @param executable the name of the native library that is the program itself
   */
  static Profile read(Path directory, Names names, String executable) throws IOException {
    List<List<Path>> processes = new ArrayList<>();
    recordings(directory, 1).forEach(file -> processes.add(List.of(file)));
    if (processes.isEmpty()) {
      // A killed process leaves only the parts of its recording.
      Map<Path, List<Path>> parts =
          recordings(directory, 4).stream().collect(Collectors.groupingBy(Path::getParent));
      processes.addAll(parts.values());
    }
    Profile best = null;
    for (List<Path> files : processes) {
      Map<String, Long> counts = new HashMap<>();
      List<ProfileNote> notes = new ArrayList<>();
      for (Path file : files) {
        count(file, counts, notes);
      }
      JfrProfile profile = new JfrProfile(files, names, executable, counts, notes);
      if (best == null || profile.sampleCount > best.sampleCount()) {
        best = profile;
      }
    }
    return best != null
        ? best
        : Profile.none(new ProfileNote("refused", "samples", "no recording was written"));
  }

  private static List<Path> recordings(Path directory, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files
          .filter(file -> file.toString().endsWith(".jfr"))
          .filter(file -> sizeOf(file) > 0)
          .sorted()
          .toList();
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static void count(Path file, Map<String, Long> counts, List<ProfileNote> notes) {
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (isSample(event) && isRunning(event)) {
          counts.merge(threadOf(event), 1L, Long::sum);
        }
      }
    } catch (IOException e) {
      notes.add(
          new ProfileNote(
              "error",
              "recording",
              "it is cut off, because the program was ended before it was complete"));
    }
  }

  private static boolean isSample(RecordedEvent event) {
    return SAMPLES.contains(event.getEventType().getName()) && event.getStackTrace() != null;
  }

  /** Returns whether the thread was running; idle threads of a pool do no work of the program. */
  private static boolean isRunning(RecordedEvent event) {
    return !event.getEventType().getName().equals(WALL_SAMPLE)
        || !SLEEPING.equals(event.getString("state"));
  }

  private static String threadOf(RecordedEvent event) {
    RecordedThread thread = event.getThread("sampledThread");
    if (thread == null) {
      return "";
    }
    String java = thread.getJavaName();
    return java != null ? java : String.valueOf(thread.getOSName());
  }

  /**
   * Returns the main thread, or all threads if another has over twice its samples; never the
   * recorder's own threads.
   */
  private static Set<String> chosen(Map<String, Long> samplesOfThread) {
    Map<String, Long> theirs = new HashMap<>(samplesOfThread);
    theirs.keySet().removeIf(name -> name.startsWith("JFR "));
    long most = theirs.values().stream().max(Comparator.naturalOrder()).orElse(0L);
    return 2 * theirs.getOrDefault(MAIN, 0L) >= most && theirs.containsKey(MAIN)
        ? Set.of(MAIN)
        : Set.copyOf(theirs.keySet());
  }

  @Override
  public Iterator<Sample> samples() {
    return new Samples();
  }

  @Override
  public long sampleCount() {
    return sampleCount;
  }

  @Override
  public List<ProfileNote> notes() {
    return notes;
  }

  @Override
  public List<Census> censuses() {
    return censuses;
  }

  /** Reads one file after the other. A file that is cut off ends with its last whole part. */
  private final class Samples extends SampleReader {

    private final Iterator<Path> remaining = files.iterator();
    private RecordingFile recording;

    @Override
    Sample read() {
      Sample found = null;
      while (found == null) {
        try {
          if (recording == null) {
            if (!remaining.hasNext()) {
              return null;
            }
            recording = new RecordingFile(remaining.next());
          }
          if (recording.hasMoreEvents()) {
            found = sample(recording.readEvent());
          } else {
            recording.close();
            recording = null;
          }
        } catch (IOException e) {
          // The first reading has already counted and noted the damage.
          closeQuietly();
        }
      }
      return found;
    }

    private void closeQuietly() {
      if (recording != null) {
        try {
          recording.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } finally {
          recording = null;
        }
      }
    }

    private Sample sample(RecordedEvent event) {
      if (!isSample(event)) {
        return null;
      }
      String thread = threadOf(event);
      // Waiting of the main thread is part of its cycle.
      if (!threads.contains(thread) || !(thread.equals(MAIN) || isRunning(event))) {
        return null;
      }
      List<Frame> stack = stack(event.getStackTrace());
      if (stack.isEmpty()) {
        return null;
      }
      boolean isMany = event.hasField("samples");
      long weight = names.nanosPerSample * (isMany ? Math.max(1, event.getInt("samples")) : 1);
      long micros = unixMicros(event.getStartTime());
      return new Sample(
          isMany ? micros + (weight - names.nanosPerSample) / NANOS_PER_MICRO : micros,
          weight,
          stack);
    }

    private List<Frame> stack(RecordedStackTrace trace) {
      List<Frame> stack = new ArrayList<>();
      for (RecordedFrame frame : trace.getFrames()) {
        RecordedMethod method = frame.getMethod();
        if (method != null) {
          String type = method.getType() == null ? "" : method.getType().getName();
          int line = Math.max(0, frame.getLineNumber());
          stack.add(
              names == Names.JVM_ASYNC && NOT_JAVA.contains(frame.getType())
                  ? new Frame(type, method.getName(), 0, 0, false)
                  : names.frame(type, method.getName(), line, executable));
        }
      }
      return stack;
    }
  }

  private static long unixMicros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND),
        Duration.ofNanos(time.getNano()).toNanos() / NANOS_PER_MICRO);
  }
}
