package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineBufferingTest {

  @TempDir private Path directory;

  @Test
  void what_the_user_has_set_stays() throws IOException {
    Map<String, String> set =
        LineBuffering.environment(Map.of("PYTHONUNBUFFERED", "", "_STDBUF_O", "0"), directory);
    assertEquals("y", set.get("GFORTRAN_UNBUFFERED_PRECONNECTED"));
    assertFalse(set.containsKey("PYTHONUNBUFFERED") || set.containsKey("LD_PRELOAD"));
  }

  @Test
  void a_library_that_the_user_preloads_comes_first() throws IOException {
    Map<String, String> set =
        LineBuffering.environment(Map.of("LD_PRELOAD", "/mine.so"), directory);
    assertEquals("1", set.get("PYTHONUNBUFFERED"));
    assumeTrue(set.containsKey("_STDBUF_O"), "there is no stdbuf");
    assertTrue(set.get("LD_PRELOAD").matches("/mine[.]so:/.*/libstdbuf[.]so"), set.toString());
    assertFalse(LineBuffering.environment(Map.of(), directory).get("LD_PRELOAD").startsWith(":"));
  }

  @Test
  void options_of_perl_and_ruby_that_the_user_has_set_stay_and_a_path_with_a_blank_adds_none()
      throws IOException {
    Map<String, String> mine = Map.of("PERL5OPT", "-w", "RUBYOPT", "-W1");
    Map<String, String> set = LineBuffering.environment(mine, directory);
    assertEquals("-w -I" + directory + " -MRunvarLines", set.get("PERL5OPT"));
    assertEquals("-W1 -r" + directory + "/runvar_lines.rb", set.get("RUBYOPT"));
    Path blank = Files.createDirectory(directory.resolve("a b"));
    assertFalse(LineBuffering.environment(Map.of(), blank).containsKey("PERL5OPT"));
  }
}
