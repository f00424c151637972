package dev.runvar.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages as Chromium shows them; npm brings it, once for each build directory. */
class ReportPageIT {

  private static final Path SOURCES = Path.of("src/test/browser");
  private static final Path BROWSER = Path.of("target/browser");
  private static final int WIDTHS = 2;

  @TempDir static Path directory;

  @BeforeAll
  static void installBrowser() throws IOException, InterruptedException {
    Files.createDirectories(BROWSER.resolve("tmp"));
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(SOURCES.resolve(file), BROWSER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(BROWSER.resolve("node_modules/.package-lock.json"))) {
      Result install = run(BROWSER, List.of("npm", "ci", "--ignore-scripts", "--no-audit"));
      if (install.exitCode() != 0) {
        notOpened("npm brought no browser: " + install.output());
      }
    }
  }

  @Test
  void pages_fit_their_window_sort_by_every_column_and_need_neither_mouse_nor_network()
      throws IOException, InterruptedException {
    List<String> pages = new ArrayList<>();
    for (PageSamples sample : PageSamples.values()) {
      pages.add(write(sample.name(), sample.page()));
    }
    Result check = check(pages);
    assertEquals(0, check.exitCode(), check.output());
    assertEquals(
        WIDTHS * PageSamples.values().length,
        check.output().lines().filter(line -> line.endsWith(" stops")).toList().size(),
        check.output());
  }

  @Test
  void the_check_finds_what_is_wrong_with_a_page() throws IOException, InterruptedException {
    String page =
        """
        <!DOCTYPE html><html><body style="width:2000px"><style>a:focus{outline:none}</style>
        <a href="#x">x</a><button tabindex="-1">no</button><img src="beside.png">
        <table><thead><tr><th class="number">n</th></tr></thead><tbody>
        <tr><td data-order="2">2</td></tr><tr><td data-order="1">1</td></tr></tbody></table>
        <script>console.warn("hm"); throw new Error("broken")</script></body></html>
        """;
    Result check = check(List.of(write("wrong", page)));
    assertEquals(1, check.exitCode(), check.output());
    for (String problem :
        List.of(
            "is 2008 wide in a window of 400",
            "is 2008 wide in a window of 1400",
            "does not show the focus at stop 0",
            "cannot reach by Tab <button",
            "asks for file:",
            "does not sort n ascending: 2 | 1",
            "says on the console: hm",
            "fails: broken")) {
      assertTrue(check.output().contains(problem), problem + " in\n" + check.output());
    }
  }

  private static String write(String name, String page) throws IOException {
    Path file = directory.resolve(name + ".html");
    Files.writeString(file, page, StandardCharsets.UTF_8);
    return file.toRealPath().toString();
  }

  private static Result check(List<String> pages) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(SOURCES.resolve("check_page.mjs").toAbsolutePath().toString());
    command.add(BROWSER.toAbsolutePath().toString());
    command.addAll(pages);
    return run(directory, command);
  }

  private record Result(int exitCode, String output) {}

  private static Result run(Path where, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
    // Where the browser is unpacked.
    builder.environment().put("TMPDIR", BROWSER.resolve("tmp").toAbsolutePath().toString());
    Process process;
    try {
      process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    } catch (IOException e) {
      notOpened(e.getMessage());
      throw e;
    }
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      fail(command + " takes too long:\n" + Files.readString(output));
    }
    return new Result(process.exitValue(), Files.readString(output));
  }

  /** Without a browser a developer's build goes on, and says so; that of CI does not. */
  private static void notOpened(String why) {
    String message = "The page was not opened in a browser: " + why;
    if (System.getenv("CI") != null) {
      fail(message);
    }
    abort(message);
  }
}
