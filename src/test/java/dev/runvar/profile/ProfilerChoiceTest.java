package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerChoiceTest {

  private static final Optional<Path> LIBRARY = Optional.of(Path.of("/libasyncProfiler.so"));

  @TempDir Path directory;

  private String choice(String... command) {
    return ProfilerChoice.of(List.of(command), directory, directory.toString(), LIBRARY)
        .profiler()
        .map(Profiler::name)
        .orElse("none");
  }

  private void executable(String name, byte[] content) throws Exception {
    Path file = Files.write(directory.resolve(name), content);
    assertTrue(file.toFile().setExecutable(true));
  }

  /** The start of a program with one program header of a kind. */
  private static byte[] elf(int headerKind) {
    ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    bytes.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
    bytes.putInt(64, headerKind);
    return bytes.array();
  }

  @Test
  void interpreters_are_known_by_name() {
    assertEquals("python", choice("python3", "model.py"));
    assertEquals("python", choice("/opt/py/bin/python3.12", "model.py"));
    assertEquals("python", choice("env", "A=b", "PYTHONPATH=x", "python", "model.py"));
    assertEquals("node", choice("node", "queue.js"));
    assertEquals("jfr", choice("java", "-jar", "a.jar"));
  }

  @Test
  void a_python_that_is_isolated_has_no_agent() {
    assertEquals("none", choice("python3", "-I", "model.py"));
    assertEquals("none", choice("python3", "-uE", "model.py"));
    assertEquals("python", choice("python3", "-u", "model.py", "-S"));
    assertEquals("python", choice("python3", "-m", "model", "-E"));
  }

  @Test
  void a_python_that_is_isolated_is_looked_at_from_outside_where_that_is_possible()
      throws Exception {
    executable("py-spy", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
    executable("model", "#!/usr/bin/python3 -Es\n".getBytes(StandardCharsets.UTF_8));
    byte[] frozen = Arrays.copyOf(elf(3), 3000);
    System.arraycopy(new byte[] {'M', 'E', 'I', 12, 11, 10, 11, 14}, 0, frozen, 1000, 8);
    executable("frozen", frozen);
    String expected = PySpyProfiler.whyNot(directory.toString()).isEmpty() ? "py-spy" : "none";
    assertEquals(expected, choice("python3", "-I", "model.py"));
    assertEquals(expected, choice("./model"));
    assertEquals(expected, choice("./frozen"));
    assertEquals("python", choice("python3", "model.py"));
    Files.delete(directory.resolve("py-spy"));
    assertEquals("none", choice("./frozen"));
  }

  @Test
  void a_native_program_that_nothing_can_be_loaded_into_is_looked_at_where_that_is_permitted()
      throws Exception {
    executable("static", elf(1));
    executable("perf", "#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("perf", choice("static"));
    executable("perf", "#!/bin/sh\nexit 129\n".getBytes(StandardCharsets.UTF_8));
    ProfilerChoice refused =
        ProfilerChoice.of(List.of("static"), directory, directory.toString(), LIBRARY);
    assertEquals(Optional.empty(), refused.profiler());
    assertTrue(refused.reason().contains("perf_event_paranoid"), refused.reason());
  }

  @Test
  void a_native_program_is_preloaded_if_it_is_dynamic() throws Exception {
    executable("dynamic", elf(3));
    executable("static", elf(1));
    assertEquals("async", choice("dynamic"));
    assertEquals("async", choice("./dynamic"));
    assertEquals("none", choice("static"));
    ProfilerChoice without =
        ProfilerChoice.of(List.of("./dynamic"), directory, "", Optional.empty());
    assertEquals(Optional.empty(), without.profiler());
  }

  @Test
  void one_that_may_put_another_in_its_place_is_sampled_by_a_timer_that_goes_with_it()
      throws Exception {
    executable("model", elf(3));
    assertTrue(asyncCommand("./model").startsWith("start,event=cpu,"));
    for (int before : new int[] {2_000, (1 << 20) - 4, 1 << 20}) {
      byte[] launcher = Arrays.copyOf(elf(3), (1 << 20) + 100);
      byte[] name = "shell_execve\0".getBytes(StandardCharsets.UTF_8);
      System.arraycopy(name, 0, launcher, before, name.length);
      executable("launcher", launcher);
      assertTrue(asyncCommand("./launcher").startsWith("start,event=ctimer,"), "at " + before);
    }
  }

  private String asyncCommand(String... command) throws Exception {
    ProfilerChoice choice = ProfilerChoice.of(List.of(command), directory, "", LIBRARY);
    ProfileRequest request =
        new ProfileRequest(directory, 1_000, Optional.empty(), Map.of(), CensusMode.OFF, Map.of());
    return choice.profiler().orElseThrow().environment(request).get("ASPROF_COMMAND");
  }

  @Test
  void a_native_program_behind_a_wrapper_is_sampled_and_others_find_their_agents()
      throws Exception {
    executable("model", elf(3));
    executable("mpirun", elf(3));
    executable("static", elf(1));
    executable("python3", elf(3));
    assertTrue(asyncCommand("nice", "-n", "5", "./model").startsWith("start,event=ctimer,"));
    assertTrue(asyncCommand("mpirun", "-np", "2", "./model").startsWith("start,event=ctimer,"));
    assertEquals("auto", choice("timeout", "10", "python3", "model.py"));
    assertEquals("auto", choice("nice", "./static"));
    assertEquals("auto", choice("stdbuf", "-oL"));
  }

  @Test
  void an_interpreter_whose_programs_no_profiler_knows_is_left_alone() throws Exception {
    for (String name : List.of("ruby3.1", "php", "Rscript", "lua5.4", "julia", "perl", "mawk")) {
      executable(name, elf(3));
      assertEquals("none", choice(name, "model"));
    }
    executable("Rmodel", elf(3));
    assertEquals("async", choice("Rmodel"));
  }

  @Test
  void what_starts_other_programs_gets_all_that_interpreters_read() throws Exception {
    executable("bash", elf(3));
    executable("uv", elf(1));
    assertEquals("auto", choice("bash", "-c", "python3 model.py"));
    assertEquals("auto", choice("uv", "run", "model.py"));
    assertEquals("auto", choice("not-there-yet"));
  }

  @Test
  void a_script_is_known_by_its_first_line() throws Exception {
    executable("model", "#!/usr/bin/env python3\n".getBytes(StandardCharsets.UTF_8));
    executable("run", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("python", choice("./model"));
    assertEquals("auto", choice("./run"));
  }

  @Test
  void java_before_11_is_left_alone() throws Exception {
    Path home = directory.resolve("jdk");
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"1.8.0_392\"\n");
    Files.writeString(home.resolve("bin/java"), "");
    assertEquals("none", choice("jdk/bin/java", "A"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"21.0.2\"\n");
    assertEquals("jfr", choice("jdk/bin/java", "A"));
  }

  @Test
  void only_the_virtual_machine_of_openjdk_gets_an_agent() throws Exception {
    Path home = directory.resolve("jdk");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib/server"));
    Files.writeString(home.resolve("bin/java"), "");
    Files.writeString(home.resolve("lib/server/libjvm.so"), "");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"21.0.2\"\n");
    assertEquals("async", choice("jdk/bin/java", "A"));
    Files.writeString(
        home.resolve("release"), "JAVA_VERSION=\"21.0.2\"\nFULL_VERSION=\"OpenJ9\"\n");
    assertEquals("jfr", choice("jdk/bin/java", "A"));
  }
}
