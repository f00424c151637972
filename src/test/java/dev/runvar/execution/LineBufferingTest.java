package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LineBufferingTest {

  @Test
  void what_the_user_has_set_stays() {
    Map<String, String> set =
        LineBuffering.environment(Map.of("PYTHONUNBUFFERED", "", "_STDBUF_O", "0"));
    assertEquals(Map.of("GFORTRAN_UNBUFFERED_PRECONNECTED", "y"), set);
  }

  @Test
  void a_library_that_the_user_preloads_comes_first() {
    Map<String, String> set = LineBuffering.environment(Map.of("LD_PRELOAD", "/mine.so"));
    assertEquals("1", set.get("PYTHONUNBUFFERED"));
    assumeTrue(set.containsKey("_STDBUF_O"), "there is no stdbuf");
    assertTrue(set.get("LD_PRELOAD").matches("/mine[.]so:/.*/libstdbuf[.]so"), set.toString());
    assertFalse(LineBuffering.environment(Map.of()).get("LD_PRELOAD").startsWith(":"));
  }
}
