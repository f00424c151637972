package dev.runvar.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same search in other languages, each in a process of its own; absent where there is none. */
final class Peers implements AutoCloseable {

  private static final String SECONDS = "1";
  private static final Pattern PYTHON_NANOS =
      Pattern.compile("\"ns_per_iteration\": *([0-9.eE+]+)");

  private final Path directory;
  private final Path cKernel;
  private final Path pythonPort;

  /**
   * Compiles what is to be compiled.
   *
   * @param pythonPort the CPython port of the model
   */
  Peers(Path pythonPort) throws IOException, InterruptedException {
    this.pythonPort = pythonPort;
    directory = Files.createTempDirectory("runvar-bench-");
    cKernel = directory.resolve("kernel");
    Path source = directory.resolve("kernel.c");
    try (InputStream in = Peers.class.getResourceAsStream("/benchmark/kernel.c")) {
      Files.copy(in, source);
    }
    output(
        List.of("cc", "-O3", "-march=native", "-o", cKernel.toString(), source.toString(), "-lm"));
  }

  /** Returns the nanoseconds of brute force in C over every pair, without joining clusters. */
  OptionalDouble bruteForceC(int population) throws IOException, InterruptedException {
    String text = output(List.of(cKernel.toString(), String.valueOf(population), SECONDS));
    return text.isBlank()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(text.substring(0, text.indexOf(' '))));
  }

  /** Returns the nanoseconds of the CPython port's search. */
  OptionalDouble python(int population) throws IOException, InterruptedException {
    if (!Files.isRegularFile(pythonPort)) {
      return OptionalDouble.empty();
    }
    Matcher nanos =
        PYTHON_NANOS.matcher(
            output(
                List.of(
                    "python3",
                    pythonPort.toString(),
                    "bench",
                    String.valueOf(population),
                    SECONDS)));
    return nanos.find()
        ? OptionalDouble.of(Double.parseDouble(nanos.group(1)))
        : OptionalDouble.empty();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(cKernel);
    Files.deleteIfExists(directory.resolve("kernel.c"));
    Files.delete(directory);
  }

  /** Returns what a command prints; nothing when it cannot be started or fails. */
  static String output(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return "";
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? text.strip() : "";
  }
}
