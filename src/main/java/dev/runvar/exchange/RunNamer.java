package dev.runvar.exchange;

import dev.runvar.exchange.ColumnMap.Source;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import java.util.List;

/** Says what run the row of a table begins. */
@FunctionalInterface
public interface RunNamer {

  ImportedRun run(Place place, List<Source> columns, List<Cell> row);
}
