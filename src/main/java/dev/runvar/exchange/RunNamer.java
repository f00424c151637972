package dev.runvar.exchange;

import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import java.util.List;

/** Names the run that a row of a table begins. */
@FunctionalInterface
interface RunNamer {

  ImportedRun run(Place place, List<Source> columns, List<Cell> row);
}
