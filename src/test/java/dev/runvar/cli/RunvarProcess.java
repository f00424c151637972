package dev.runvar.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The program in a process of its own, as the launcher starts it, for tests that kill it. */
final class RunvarProcess {

  private RunvarProcess() {}

  /** Returns the command that runs the program with these arguments. */
  static List<String> command(String... arguments) {
    String target = Path.of("target").toAbsolutePath().toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher starts a command of seconds: it is there in half the time.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dlog4j2.configurationFile=" + Path.of("conf/log4j2.properties").toAbsolutePath());
    command.add("@" + Path.of("conf/java.options").toAbsolutePath());
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator, target + "/runvar.jar", target + "/lib/*", target + "/spark/*"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts a command whose output goes to a file. */
  static Process start(Path output, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Returns the processes of this host that belong to any attempt at these runs. */
  static List<Long> runProcesses(List<String> runIds) throws IOException {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid).filter(pid -> belongsTo(pid, runIds)).toList();
    }
  }

  private static boolean belongsTo(long pid, List<String> runIds) {
    try {
      String environment =
          Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
      return environment.contains("RUNVAR_ATTEMPT=")
          && runIds.stream().anyMatch(id -> environment.contains("RUNVAR_RUN_ID=" + id));
    } catch (IOException e) {
      // It has ended, or is not ours.
      return false;
    }
  }
}
