package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, with a Maven and a Java that only say how they were called. */
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      printf '%s\\n' "$*" >>"$LOG"
      case " $* " in
        *" -version "*)
          if [ -n "${REFUSAL:-}" ]; then printf '%s\\n' "$REFUSAL" >&2; exit 1; fi
          echo "openjdk version \\"${VERSION:-17.0.1}\\"" >&2
          exit 0 ;;
      esac
      for argument; do
        case $argument in
          -XX:ArchiveClassesAtExit=* | -Drunvar.run.archive-to-make=*)
            training=yes
            if [ -z "${NO_ARCHIVE:-}" ]; then echo archive >"${argument#*=}"; fi ;;
        esac
      done
      [ -n "${training:-}" ] || echo "pid $$, descriptor 9 $([ -e /proc/$$/fd/9 ] && echo open || echo closed)"
      """;

  private static final String MVN =
      """
      #!/bin/sh
      echo mvn >>"$LOG"
      sleep "${MVN_SECONDS:-0}" &
      trap 'kill $!; exit 143' TERM
      wait
      mkdir -p "$TARGET/classes/dev/runvar/cli"
      touch "$TARGET/classes/dev/runvar/cli/Main.class"
      cp "$BUILT" "$TARGET/runvar.jar"
      """;

  @TempDir private Path directory;
  private final Map<String, String> environment = new TreeMap<>();
  private Path home;
  private Path log;
  private Path output;

  @BeforeEach
  void layOut() throws IOException {
    home = directory.toRealPath().resolve("my runvar [v2]");
    log = directory.resolve("log");
    output = directory.resolve("output");
    Files.createDirectories(home.resolve("target/lib"));
    Files.createDirectories(home.resolve("target/spark"));
    Files.createDirectories(home.resolve("target/classes/dev/runvar/cli"));
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectory(home.resolve("conf"));
    script(home.resolve("runvar"), Files.readString(Path.of("runvar")));
    script(directory.resolve("jdk/bin/java"), JAVA);
    script(directory.resolve("bin/mvn"), MVN);
    Files.writeString(log, "");
    Files.writeString(home.resolve("target/lib/a.jar"), "a");
    Files.writeString(home.resolve("target/spark/b.jar"), "b");
    Files.writeString(home.resolve("pom.xml"), "");
    Files.writeString(home.resolve("src/main/Source.java"), "");
    touch(home.resolve("src/main/Source.java"), Duration.ofHours(3));
    touch(home.resolve("src/main"), Duration.ofHours(3));
    touch(home.resolve("pom.xml"), Duration.ofHours(3));
    Files.writeString(home.resolve("target/classes/dev/runvar/cli/Main.class"), "");
    touch(home.resolve("target/classes/dev/runvar/cli/Main.class"), Duration.ofHours(2));
    jar(home.resolve("target/runvar.jar"), "first");
    jar(directory.resolve("built.jar"), "second");
    environment.put("JAVA_HOME", directory.resolve("jdk").toString());
    environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("LOG", log.toString());
    environment.put("TARGET", home.resolve("target").toString());
    environment.put("BUILT", directory.resolve("built.jar").toString());
  }

  @Test
  void java_takes_the_launchers_place_and_no_lock_along() throws Exception {
    Process process = start("run", "study.yaml");
    assertEquals(0, exitCode(process), this::output);
    assertEquals("pid %d, descriptor 9 closed\n".formatted(process.pid()), output());
    assertTrue(lastCall().endsWith(" dev.runvar.cli.Main run study.yaml"), lastCall());
  }

  @Test
  void a_symbolic_link_leads_to_the_launcher_and_gets_nothing_beside_it() throws Exception {
    Path links = Files.createDirectory(directory.resolve("links"));
    Files.createSymbolicLink(links.resolve("inner"), home.resolve("runvar"));
    Files.createSymbolicLink(links.resolve("runvar"), Path.of("inner"));
    assertEquals(0, exitCode(start(links.resolve("runvar"), "--version")), this::output);
    assertTrue(lastCall().contains(" -cp " + home + "/.builds/"), lastCall());
    try (Stream<Path> beside = Files.list(links)) {
      assertEquals(2, beside.count());
    }
  }

  @Test
  void an_installation_is_not_written_to_and_keeps_its_copy_in_the_users_cache() throws Exception {
    Files.delete(home.resolve("pom.xml"));
    environment.put("HOME", directory.resolve("user").toString());
    environment.remove("XDG_CACHE_HOME");
    List<String> before = files(home);
    run("run", "study.yaml");
    assertTrue(lastCall().contains(" -cp " + directory.resolve("user/.cache/runvar/")), lastCall());
    assertEquals(before, files(home));
    environment.put("HOME", "/dev/null");
    run("run", "study.yaml");
    assertTrue(lastCall().contains(" -cp " + home.resolve("target/runvar.jar")), lastCall());
    assertEquals(before, files(home));
  }

  @Test
  void an_installation_that_is_cut_off_says_so() throws Exception {
    Files.delete(home.resolve("pom.xml"));
    Files.writeString(home.resolve("target/runvar.jar"), "half");
    environment.put("HOME", directory.resolve("user").toString());
    assertEquals(2, exitCode(start(home.resolve("runvar"), "run", "study.yaml")));
    assertTrue(output().contains("unpack the archive again"), output());
  }

  private static List<String> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void a_later_build_leaves_the_copy_of_an_earlier_one_alone() throws Exception {
    run("status");
    Path first = builds().get(0);
    byte[] before = Files.readAllBytes(first.resolve("runvar.jar"));
    Files.delete(home.resolve("target/lib/a.jar"));
    Files.writeString(home.resolve("target/lib/a.jar"), "another a");
    Files.copy(
        directory.resolve("built.jar"),
        home.resolve("target/runvar.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    run("status");
    assertEquals(2, builds().size());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(first.resolve("runvar.jar"))));
    assertEquals("a", Files.readString(first.resolve("lib/a.jar")));
    assertFalse(lastCall().contains(first.toString()), lastCall());
  }

  @Test
  void only_commands_that_compute_build_after_an_edit() throws Exception {
    touch(home.resolve("src/main/Source.java"), Duration.ZERO);
    for (String command :
        List.of("status s", "plan s", "verify s", "gc s", "probes", "--help", "run --help")) {
      run(command.split(" "));
      assertEquals(0, calls("mvn"), command);
      assertTrue(
          output().startsWith("runvar: the sources are newer than the build; "), this::output);
      assertEquals(2, output().lines().count(), this::output);
    }
    run("simulate", "s");
    assertEquals(1, calls("mvn"));
    run("analyze", "s");
    assertEquals(1, calls("mvn"));
    assertFalse(output().contains("newer"), this::output);
  }

  @Test
  void the_first_command_of_all_builds_and_later_what_reads_takes_the_copy_that_there_is()
      throws Exception {
    Path jar = home.resolve("target/runvar.jar");
    Files.delete(jar);
    run("status", "s");
    assertEquals(1, calls("mvn"));
    // As while another command builds.
    Files.write(jar, Arrays.copyOf(Files.readAllBytes(jar), 60));
    run("status", "s");
    run("report", "s");
    Files.delete(jar);
    run("export", "s");
    assertEquals(1, calls("mvn"));
    run("simulate", "s");
    assertEquals(2, calls("mvn"));
  }

  @Test
  void two_first_commands_run_one_maven() throws Exception {
    Files.delete(home.resolve("target/runvar.jar"));
    environment.put("MVN_SECONDS", "1");
    Process first = start("run", "s");
    Process second = start("status", "s");
    assertEquals(0, exitCode(first), this::output);
    assertEquals(0, exitCode(second), this::output);
    assertEquals(1, calls("mvn"));
    assertEquals(1, builds().size());
  }

  @Test
  void a_launcher_that_is_ended_ends_its_maven_and_says_so() throws Exception {
    Files.delete(home.resolve("target/runvar.jar"));
    environment.put("MVN_SECONDS", "60");
    Process process = start("run", "s");
    for (int i = 0; i < 100 && calls("mvn") == 0; i++) {
      Thread.sleep(100);
    }
    process.destroy();
    assertEquals(143, exitCode(process));
    assertTrue(output().endsWith("runvar: interrupted\n"), this::output);
    environment.put("MVN_SECONDS", "0");
    run("run", "s");
    assertEquals(2, calls("mvn"));
  }

  @Test
  void archives_are_used_once_they_are_there() throws Exception {
    run("status", "s");
    assertEquals(0, calls("archive"));
    assertFalse(lastCall().contains("SharedArchiveFile"), lastCall());
    run("run", "s");
    assertTrue(lastCall().contains("-XX:SharedArchiveFile=" + builds().get(0)), lastCall());
    assertTrue(lastCall().contains("-Drunvar.run.archive=" + builds().get(0)), lastCall());
    run("run", "s");
    assertEquals(1, calls("ArchiveClassesAtExit"));
  }

  @Test
  void short_commands_do_without_the_optimizing_compiler_and_long_ones_ask_it_later()
      throws Exception {
    for (String command : List.of("report s", "status s", "gc s", "--help")) {
      run(command.split(" "));
      assertTrue(lastCall().contains(" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "), lastCall());
    }
    for (String command : List.of("analyze s", "import f", "selftest")) {
      run(command.split(" "));
      assertTrue(lastCall().contains(" -XX:Tier4InvocationThreshold=150000 "), lastCall());
      assertTrue(lastCall().contains(" -XX:+UseParallelGC "), lastCall());
    }
    for (String command :
        List.of("run s", "simulate s", "bench kernel", "plan s", "probes", "verify s")) {
      run(command.split(" "));
      assertFalse(lastCall().contains("Tier"), lastCall());
      assertFalse(lastCall().contains("GC"), lastCall());
    }
  }

  @Test
  void an_analysis_of_little_telemetry_does_without_the_optimizing_compiler() throws Exception {
    Path telemetry = Files.createDirectories(directory.resolve("ws/small/telemetry"));
    Files.write(telemetry.resolve("one.parquet"), new byte[1000]);
    for (String place : List.of("--workspace=%s", "--workspace %s")) {
      String workspace = place.formatted(directory.resolve("ws"));
      run(("analyze small " + workspace).split(" "));
      assertTrue(lastCall().contains(" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "), lastCall());
      run(("analyze conf/small.yaml " + workspace).split(" "));
      assertTrue(lastCall().contains(" -XX:TieredStopAtLevel=1 "), lastCall());
    }
    for (int run = 0; run < 600; run++) {
      Files.write(telemetry.resolve("short%d.parquet".formatted(run)), new byte[40_000]);
    }
    run("analyze", "small", "--workspace", directory.resolve("ws").toString());
    assertTrue(lastCall().contains(" -XX:TieredStopAtLevel=1 "), "many short runs: " + lastCall());
    Files.write(telemetry.resolve("two.parquet"), new byte[21_000_000]);
    run("analyze", "small", "--workspace", directory.resolve("ws").toString());
    assertTrue(lastCall().contains(" -XX:Tier4InvocationThreshold=150000 "), lastCall());
  }

  @Test
  void the_collector_that_the_user_asks_for_counts() throws Exception {
    environment.put("JAVA_TOOL_OPTIONS", "-Dx=1 -XX:+UseZGC");
    run("run", "s");
    assertFalse(lastCall().contains("GC"), lastCall());
    run("status", "s");
    assertFalse(lastCall().contains("GC"), lastCall());
  }

  @Test
  void an_archive_that_cannot_be_made_is_not_tried_at_each_start() throws Exception {
    environment.put("NO_ARCHIVE", "1");
    run("run", "s");
    run("run", "s");
    assertEquals(1, calls("ArchiveClassesAtExit"));
    assertFalse(lastCall().contains("archive="), lastCall());
    assertFalse(lastCall().contains("SharedArchiveFile"), lastCall());
  }

  @Test
  void where_no_copy_can_be_made_the_build_itself_runs() throws Exception {
    Files.writeString(home.resolve(".builds"), "a file");
    run("run", "s");
    assertTrue(lastCall().contains(" -cp " + home + "/target/runvar.jar:"), lastCall());
    assertEquals(0, calls("ArchiveClassesAtExit"));
  }

  @Test
  void whether_java_starts_is_asked_once_for_each_environment() throws Exception {
    run("status", "s");
    run("status", "s");
    assertEquals(1, calls("-version"));
    environment.put("JAVA_TOOL_OPTIONS", "-Dx=1");
    run("status", "s");
    run("status", "s");
    assertEquals(2, calls("-version"));
  }

  @Test
  void a_java_that_does_not_start_is_one_line_and_exit_code_2() throws Exception {
    environment.put(
        "REFUSAL",
        """
        Picked up JAVA_TOOL_OPTIONS: -Xbad
        Error occurred during initialization of VM
        Unrecognized option: -Xbad""");
    refused("runvar: Java does not start: Unrecognized option: -Xbad; change RUNVAR_HEAP");
    environment.remove("REFUSAL");
    environment.put("VERSION", "11.0.2");
    refused("runvar: %s/jdk/bin/java is Java 11; put Java 17".formatted(home.getParent()));
    environment.put("VERSION", "1.8.0_402");
    refused("runvar: %s/jdk/bin/java is Java 8; put Java 17".formatted(home.getParent()));
    environment.put("JAVA_HOME", "/no/java");
    refused("runvar: there is no Java in JAVA_HOME, /no/java; put Java 17 or newer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lots", "2 g", "-1g", "g", "2gb", "2g -Dx=1", "1.5g"})
  void a_heap_that_is_no_size_is_refused(String heap) throws Exception {
    environment.put("RUNVAR_HEAP", heap);
    refused("runvar: RUNVAR_HEAP: \"%s\" is not allowed; allowed: a size".formatted(heap));
  }

  @Test
  void limits_that_are_too_low_are_named() throws Exception {
    script(directory.resolve("few"), "#!/bin/sh\nulimit -n 100\nexec \"$@\"\n");
    Process few = start(directory.resolve("few"), home.resolve("runvar").toString(), "run", "s");
    assertEquals(2, exitCode(few), this::output);
    assertEquals(
        "runvar: ulimit -Hn: a process may open 100 files; raise it to 512 or more\n", output());
    Process reads =
        start(directory.resolve("few"), home.resolve("runvar").toString(), "status", "s");
    assertEquals(2, exitCode(reads), this::output);
    assertEquals(
        "runvar: ulimit -Hn: a process may open 100 files; raise it to 256 or more\n", output());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Files.copy(Path.of("conf/java.options"), home.resolve("conf/java.options"));
    script(directory.resolve("small"), "#!/bin/sh\nulimit -v 2000000\nexec \"$@\"\n");
    Process small =
        start(directory.resolve("small"), home.resolve("runvar").toString(), "status", "s");
    assertEquals(2, exitCode(small), this::output);
    assertTrue(
        output().matches("runvar: Java does not start: .*ulimit -v \\(now 2000000\\).*\n"),
        this::output);
  }

  @Test
  void old_copies_are_removed_unless_a_process_uses_them() throws Exception {
    Path unused = oldBuild("unused", 999_999_999L);
    Path used = oldBuild("used", ProcessHandle.current().pid());
    run("status", "s");
    assertFalse(Files.exists(unused));
    assertTrue(Files.exists(used));
    assertNotEquals(List.of(), builds());
  }

  private Path oldBuild(String name, long pid) throws IOException, InterruptedException {
    Path build = Files.createDirectories(home.resolve(".builds").resolve(name));
    Path users = Files.createDirectory(build.resolve("users"));
    Process uname = new ProcessBuilder("uname", "-n").start();
    String host = new String(uname.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    Files.writeString(users.resolve(host + "." + pid), "");
    touch(users, Duration.ofHours(2));
    return build;
  }

  private void refused(String line) throws Exception {
    assertEquals(2, exitCode(start("run", "s")), this::output);
    assertTrue(output().startsWith(line), this::output);
    assertEquals(1, output().lines().count(), this::output);
  }

  private void run(String... arguments) throws Exception {
    assertEquals(0, exitCode(start(arguments)), this::output);
  }

  private Process start(String... arguments) throws IOException {
    return start(home.resolve("runvar"), arguments);
  }

  private Process start(Path command, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(command.toString()), Stream.of(arguments)).toList());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    return process.exitValue();
  }

  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private long calls(String with) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(with)).count();
  }

  private String lastCall() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.get(lines.size() - 1);
  }

  private List<Path> builds() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve(".builds"))) {
      return all.filter(path -> Files.exists(path.resolve("runvar.jar"))).toList();
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void jar(Path file, String content) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new ZipEntry(content));
    }
  }

  private static void touch(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }
}
