package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UserCodeTest {

  @Test
  void installed_packages_the_standard_library_and_frozen_code_are_not_the_program_s() {
    assertTrue(UserCode.isPython("/home/me/model.py"));
    assertFalse(UserCode.isPython("/home/me/.venv/lib/python3.11/site-packages/mesa/model.py"));
    assertFalse(UserCode.isPython("/usr/lib/python3/dist-packages/numpy/core.py"));
    assertFalse(UserCode.isPython("/opt/py/lib64/python3.12/json/encoder.py"));
    assertFalse(UserCode.isPython("<frozen importlib._bootstrap>"));
    assertFalse(UserCode.isPython("<string>"));
  }

  @Test
  void classes_of_the_platform_are_not_the_program_s() {
    assertTrue(UserCode.isJvm("org.example.Model"));
    assertTrue(UserCode.isJvm("javanese.Model"));
    assertFalse(UserCode.isJvm("java.util.ArrayList"));
    assertFalse(UserCode.isJvm("scala.collection.Seq"));
  }

  @Test
  void what_is_built_in_or_installed_is_not_a_script_of_the_program() {
    assertTrue(UserCode.isNode("/home/me/queue.js"));
    assertFalse(UserCode.isNode("node:internal/modules/cjs/loader"));
    assertFalse(UserCode.isNode("/home/me/node_modules/lodash/index.js"));
    assertFalse(UserCode.isNode(""));
  }

  @Test
  void only_files_of_the_program_are_seen_from_its_directory() {
    assertEquals("a/b.py", UserCode.relative("/run/a/b.py", Path.of("/run")));
    assertEquals("/runs/b.py", UserCode.relative("/runs/b.py", Path.of("/run")));
    assertEquals("<string>", UserCode.relative("<string>", Path.of("/run")));
  }
}
