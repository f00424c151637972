package dev.runvar.profile;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The profiler that fits a command.
 *
 * @param profiler empty if there is none
 * @param reason the reason for the choice, or why there is no profiler
 */
public record ProfilerChoice(Optional<Profiler> profiler, String reason) {

  private static final Pattern PYTHON = Pattern.compile("python[\\d.]*|pypy[\\d.]*");
  private static final Pattern JAVA_VERSION = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*", Pattern.DOTALL);
  private static final int OLDEST_JAVA = 11;
  private static final int MOST_FIRST_LINE = 256;

  /**
   * Interpreters whose native functions are not those of the program; PHP also uses a profiler's
   * signal itself.
   */
  private static final Pattern OTHER_INTERPRETERS =
      Pattern.compile(
          "(ruby|jruby|php|perl|lua|luajit|Rscript|R|julia|octave|octave-cli|scilab|tclsh|guile|gawk|mawk|nawk|awk"
              + "|erl|elixir|dotnet|mono|racket|sbcl|gforth|NetLogo)[\\d.-]*");

  /** Native programs that start the program named by their arguments, by exec or as a child. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "time", "timeout", "nice", "ionice", "taskset", "numactl", "stdbuf", "setsid", "mpirun",
          "mpiexec", "srun", "prlimit", "chrt");

  /** Other programs that start programs. */
  private static final Set<String> LAUNCHERS =
      Set.of("bash", "sh", "dash", "zsh", "busybox", "uv", "make");

  /** Options of Python that disable PYTHONPATH or sitecustomize. */
  private static final Pattern ISOLATED = Pattern.compile("-(?![WX])[A-Za-z]*[IES][A-Za-z]*");

  /**
   * How the names of functions that replace the process by another program end in the symbol table.
   */
  private static final String EXEC = "exec";

  private static final Pattern EXEC_FUNCTION = Pattern.compile(EXEC + "[vl][pe]{0,2}\\x00");
  private static final int LONGEST_NAME = EXEC.length() + 4;
  private static final int CHUNK_BYTES = 1 << 20;

  /** The kind of a program header that names the dynamic linker. */
  private static final int INTERPRETER = 3;

  /**
   * The mark of PyInstaller at the end of its archive; the next constant is its largest distance
   * from the end of the file.
   */
  private static final String FROZEN = "MEI\f\u000b\n\u000b\u000e";

  private static final int FROZEN_AT = 1 << 16;

  private static final int HEADERS_AT = 32;
  private static final int HEADER_BYTES_AT = 54;
  private static final int HEADER_COUNT_AT = 56;
  private static final int ELF_HEADER_BYTES = 64;
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2};

  public ProfilerChoice {
    Objects.requireNonNull(profiler, "profiler");
    Objects.requireNonNull(reason, "reason");
  }

  /**
   * Chooses the profiler for a command.
   *
   * @param directory where the command will start
   * @param path the variable PATH of the run
   * @param asyncProfiler the library of async-profiler, for native programs
   */
  public static ProfilerChoice of(
      List<String> command, Path directory, String path, Optional<Path> asyncProfiler) {
    int first = 0;
    if (Path.of(command.get(0)).endsWith("env")) {
      first = 1;
      while (first < command.size() && ASSIGNMENT.matcher(command.get(first)).matches()) {
        first++;
      }
      if (first == command.size() || command.get(first).startsWith("-")) {
        return shell("env with options");
      }
    }
    Optional<Path> file = resolved(command.get(first), directory, path);
    Path name = Path.of(command.get(first)).getFileName();
    if (name != null && PYTHON.matcher(name.toString()).matches()) {
      Optional<String> isolated = isolated(command.subList(first + 1, command.size()));
      if (isolated.isPresent()) {
        return pySpyFor(isolated.get(), path);
      }
    }
    if (name != null && WRAPPERS.contains(name.toString())) {
      return wrapped(
          name, command.subList(first + 1, command.size()), directory, path, asyncProfiler);
    }
    return name == null
        ? none("the command is a directory")
        : byName(name.toString(), file, asyncProfiler)
            .orElseGet(
                () ->
                    file.map(found -> byContent(found, path, asyncProfiler))
                        .orElseGet(() -> shell(name + " is not on the path yet")));
  }

  /** Returns whether a program of this name executes a program that its arguments name. */
  public static boolean startsAnother(String name) {
    return WRAPPERS.contains(name)
        || LAUNCHERS.contains(name)
        || Set.of("env", "java", "node", "nodejs").contains(name)
        || PYTHON.matcher(name).matches()
        || OTHER_INTERPRETERS.matcher(name).matches();
  }

  /**
   * Chooses for a wrapped command: native programs are sampled, and interpreters load their agent
   * through the environment.
   */
  private static ProfilerChoice wrapped(
      Path wrapper,
      List<String> arguments,
      Path directory,
      String path,
      Optional<Path> asyncProfiler) {
    for (String argument : arguments) {
      Optional<Path> file =
          argument.startsWith("-") ? Optional.empty() : resolved(argument, directory, path);
      if (file.filter(Files::isExecutable).isPresent()) {
        ProfilerChoice choice = of(List.of(argument), directory, path, asyncProfiler);
        return choice.profiler().filter(AsyncProfiler.class::isInstance).isEmpty()
            ? shell(wrapper + " starts other programs")
            : new ProfilerChoice(
                Optional.of(
                    new AsyncProfiler(
                        asyncProfiler.orElseThrow(),
                        file.get().getFileName().toString(),
                        AsyncProfiler.Clock.TICK)),
                "a native program behind " + wrapper);
      }
    }
    return shell(wrapper + " starts other programs");
  }

  private static Optional<ProfilerChoice> byName(
      String name, Optional<Path> file, Optional<Path> asyncProfiler) {
    if (PYTHON.matcher(name).matches()) {
      return Optional.of(new ProfilerChoice(Optional.of(new PythonProfiler()), name));
    }
    if (name.equals("node") || name.equals("nodejs")) {
      return Optional.of(new ProfilerChoice(Optional.of(new NodeProfiler()), name));
    }
    if (name.equals("java")) {
      Optional<Integer> version = file.flatMap(ProfilerChoice::javaVersion);
      return Optional.of(
          version.isPresent() && version.get() < OLDEST_JAVA
              ? none("Java %d has no flight recorder that starts this way".formatted(version.get()))
              : new ProfilerChoice(Optional.of(ofJava(file, asyncProfiler)), name));
    }
    if (OTHER_INTERPRETERS.matcher(name).matches()) {
      return Optional.of(
          none(
              "no profiler here sees the functions of a program that %s executes; to see the parts of a cycle, time phases"
                  .formatted(name)));
    }
    return Optional.empty();
  }

  /** Returns the option before the script that disables the agent. */
  private static Optional<String> isolated(List<String> arguments) {
    for (String argument : arguments) {
      if (!argument.startsWith("-") || argument.equals("-c") || argument.equals("-m")) {
        return Optional.empty();
      }
      if (ISOLATED.matcher(argument).matches()) {
        return Optional.of(argument);
      }
    }
    return Optional.empty();
  }

  private static ProfilerChoice none(String reason) {
    return new ProfilerChoice(Optional.empty(), reason);
  }

  private static ProfilerChoice pySpyFor(String option, String path) {
    return pySpy("Python with " + option, "leave it out", path);
  }

  /** Chooses py-spy for Python that ignores our environment variables. */
  private static ProfilerChoice pySpy(String what, String remedy, String path) {
    return PySpyProfiler.onPath(path)
        .map(profiler -> new ProfilerChoice(Optional.of(profiler), what))
        .orElseGet(
            () ->
                none(
                    "%s does not look at PYTHONPATH, and %s; %s to have a profile"
                        .formatted(what, PySpyProfiler.whyNot(path).orElse(""), remedy)));
  }

  private static ProfilerChoice perf(String reason, Path file, String path) {
    return PerfProfiler.onPath(path, file.getFileName().toString())
        .map(profiler -> new ProfilerChoice(Optional.of(profiler), reason))
        .orElseGet(() -> none(reason + ", and " + PerfProfiler.whyNot(path).orElse("")));
  }

  private static ProfilerChoice shell(String reason) {
    return new ProfilerChoice(Optional.of(new ShellProfiler()), reason);
  }

  /**
   * Chooses by the type of a file: a script of some interpreter, a native program, or another file.
   */
  private static ProfilerChoice byContent(Path file, String path, Optional<Path> asyncProfiler) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(MOST_FIRST_LINE);
      if (start.length > ELF.length && start[0] == ELF[0] && start[1] == ELF[1]) {
        return ofNative(file, path, asyncProfiler);
      }
      String text = new String(start, StandardCharsets.ISO_8859_1);
      String line = text.lines().findFirst().orElse("");
      List<String> words =
          line.startsWith("#!") ? List.of(line.substring(2).strip().split("\\s+", -1)) : List.of();
      for (int i = 0; i < words.size(); i++) {
        Path interpreter = Path.of(words.get(i)).getFileName();
        Optional<ProfilerChoice> choice =
            interpreter == null
                ? Optional.empty()
                : byName(interpreter.toString(), Optional.empty(), Optional.empty());
        if (choice.isPresent()) {
          return isolated(words.subList(i + 1, words.size()))
              .map(option -> pySpyFor(option, path))
              .orElse(choice.get());
        }
      }
      return shell("a script");
    } catch (IOException e) {
      return shell("%s cannot be read".formatted(file));
    }
  }

  private static ProfilerChoice ofNative(Path file, String path, Optional<Path> asyncProfiler)
      throws IOException {
    String name = file.getFileName().toString();
    if (LAUNCHERS.contains(name)) {
      return shell(name + " starts other programs");
    }
    if (isFrozenPython(file)) {
      return pySpy("a program of PyInstaller", "start its script by python3", path);
    }
    if (!isDynamic(file)) {
      return perf(name + " is linked statically: no library can be loaded into it", file, path);
    }
    AsyncProfiler.Clock clock =
        mayReplaceItself(file) ? AsyncProfiler.Clock.TICK : AsyncProfiler.Clock.EVENTS;
    return asyncProfiler
        .map(
            library ->
                new ProfilerChoice(
                    Optional.of(new AsyncProfiler(library, name, clock)), "a native program"))
        .orElseGet(() -> perf("async-profiler is not made for this host", file, path));
  }

  /** Returns whether a program has PyInstaller's mark at its end. */
  private static boolean isFrozenPython(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer end = ByteBuffer.allocate(FROZEN_AT);
      channel.position(Math.max(0, channel.size() - FROZEN_AT));
      while (channel.read(end) > 0) {
        // Read until the end of the file.
      }
      return new String(end.array(), 0, end.position(), StandardCharsets.ISO_8859_1)
          .contains(FROZEN);
    }
  }

  /** Returns whether a program refers to a function that replaces it by another program. */
  private static boolean mayReplaceItself(Path file) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      int kept = 0;
      for (int read = in.readNBytes(chunk, 0, CHUNK_BYTES); read > 0; ) {
        int end = kept + read;
        if (namesExec(new String(chunk, 0, end, StandardCharsets.ISO_8859_1))) {
          return true;
        }
        // Keep the end of the chunk, because a name may span two chunks.
        kept = Math.min(end, LONGEST_NAME);
        System.arraycopy(chunk, end - kept, chunk, 0, kept);
        read = in.readNBytes(chunk, kept, CHUNK_BYTES - kept);
      }
      return false;
    }
  }

  private static boolean namesExec(String text) {
    Matcher function = EXEC_FUNCTION.matcher(text);
    for (int at = text.indexOf(EXEC); at >= 0; at = text.indexOf(EXEC, at + 1)) {
      if (function.region(at, text.length()).lookingAt()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a 64-bit program names a dynamic linker. */
  static boolean isDynamic(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(1 << 16);
    }
    if (bytes.length < ELF_HEADER_BYTES || bytes[4] != ELF[4]) {
      return false;
    }
    ByteBuffer header =
        ByteBuffer.wrap(bytes)
            .order(bytes[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long at = header.getLong(HEADERS_AT);
    int size = header.getShort(HEADER_BYTES_AT);
    int count = header.getShort(HEADER_COUNT_AT);
    for (int i = 0; i < count && at + Integer.BYTES <= bytes.length; i++) {
      if (header.getInt((int) at) == INTERPRETER) {
        return true;
      }
      at += size;
    }
    return false;
  }

  /**
   * Chooses the async-profiler agent for HotSpot only; another virtual machine that cannot load it
   * would not start.
   */
  private static Profiler ofJava(Optional<Path> java, Optional<Path> asyncProfiler) {
    return asyncProfiler
        .filter(library -> library.toString().indexOf(',') < 0)
        .filter(library -> java.map(ProfilerChoice::isHotSpot).orElse(false))
        .<Profiler>map(AsyncJvmProfiler::new)
        .orElseGet(JfrProfiler::new);
  }

  private static boolean isHotSpot(Path java) {
    try {
      Path home = java.toRealPath().getParent().getParent();
      return javaVersion(java).isPresent()
          && Files.exists(home.resolve("lib/server/libjvm.so"))
          && !Files.readString(home.resolve("release")).contains("OpenJ9");
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Integer> javaVersion(Path java) {
    try {
      Path home = java.toRealPath().getParent().getParent();
      Matcher version = JAVA_VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find() ? Optional.of(Integer.valueOf(version.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> resolved(String command, Path directory, String path) {
    if (command.contains("/")) {
      Path file = directory.resolve(command);
      return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }
    return onPath(command, path);
  }

  /** Returns the program of a name on a path, as the variable PATH has it. */
  public static Optional<Path> onPath(String name, String path) {
    for (String entry : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(entry.isEmpty() ? "." : entry, name);
      if (Files.isExecutable(file) && Files.isRegularFile(file)) {
        return Optional.of(file.toAbsolutePath());
      }
    }
    return Optional.empty();
  }
}
