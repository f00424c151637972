package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeCodeTest {

  /** The first as {@code nm} shows a program of gfortran 12.2. */
  @ParameterizedTest
  @CsvSource({
    "__particles_MOD_forces, particles::forces",
    "particles_mp_forces_, particles::forces",
    "MAIN__, MAIN__",
    "dgemm_, dgemm_",
    "std::vector<int>::push_back, std::vector<int>::push_back"
  })
  void a_procedure_is_named_by_its_module(String symbol, String name) {
    assertEquals(name, NativeCode.readable(symbol));
  }

  @Test
  void libraries_of_the_system_are_told_from_those_of_programs() {
    for (String name :
        List.of(
            "libc.so.6",
            "libm-2.31.so",
            "libstdc++.so.6.0.30",
            "libgfortran.so.5",
            "[kernel]",
            "")) {
      assertTrue(NativeCode.isSystemLibrary(name), name);
    }
    for (String name :
        List.of("liblammps.so.0", "libns3-core.so", "libcarbon.so", "model", "a.so")) {
      assertFalse(NativeCode.isSystemLibrary(name), name);
    }
  }

  @Test
  void an_entry_point_is_not_what_a_user_looks_for() {
    assertFalse(NativeCode.frame("model", "main", 0, true).isUserCode());
    assertTrue(NativeCode.frame("model", "advance", 0, true).isUserCode());
    assertFalse(NativeCode.frame("liblammps.so.0", "run", 0, false).isUserCode());
  }
}
