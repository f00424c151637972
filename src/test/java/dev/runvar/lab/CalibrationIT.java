package dev.runvar.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.lab.Calibration.Cell;
import dev.runvar.lab.Calibration.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few studies of each kind; the long form is a command. */
class CalibrationIT {

  private static final int STUDIES = 4;
  private static final int CYCLES = 400;

  @Test
  void no_cause_is_claimed_where_there_is_none_and_a_plain_one_is_found() {
    List<Cell> cells = Calibration.cells(STUDIES, CYCLES, 7);
    cells.stream()
        .filter(cell -> cell.kind() == Kind.NO_CAUSE || cell.kind() == Kind.FALSE)
        .forEach(cell -> assertEquals(0, cell.verdicts(), cell.toString()));
    cells.stream()
        .filter(cell -> cell.kind() == Kind.CAUSE && !cell.cause().endsWith("-untimed"))
        .filter(cell -> cell.seeds() == 12 && cell.noise().equals("white"))
        .forEach(cell -> assertEquals(STUDIES, cell.verdicts(), cell.toString()));
    assertTrue(
        cells.stream().anyMatch(cell -> cell.cause().equals("none") && cell.paper() == STUDIES));
  }

  @Test
  void the_same_seed_gives_the_same_cells() {
    assertEquals(Calibration.cells(1, 100, 3), Calibration.cells(1, 100, 3));
  }
}
