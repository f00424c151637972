package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FortranSymbolTest {

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
    assertEquals(name, FortranSymbol.readable(symbol));
  }
}
