package dev.runvar.exchange;

import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import java.util.List;

/** Says what run the row of a table begins. */
@FunctionalInterface
interface RunNamer {

  ImportedRun run(Place place, List<Source> columns, List<Cell> row);
}
