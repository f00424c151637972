package dev.runvar.exchange;

import dev.runvar.exchange.ColumnMap.Source;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a row of a table says of its run, an empty cell as little as a missing column. */
final class RunCells {

  private final Place place;
  private final Map<Target, Cell> cells = new HashMap<>();

  private RunCells(Place place, List<Source> sources, List<Cell> row) {
    this.place = place;
    for (int i = 0; i < row.size(); i++) {
      if (sources.get(i) != null
          && sources.get(i).target().identifiesRun()
          && !row.get(i).isEmpty()) {
        cells.put(sources.get(i).target(), row.get(i));
      }
    }
  }

  /** Returns what names the runs of tables. */
  static RunNamer namer(RunDefaults defaults) {
    return (place, columns, row) -> new RunCells(place, columns, row).run(defaults);
  }

  private ImportedRun run(RunDefaults defaults) {
    Optional<String> variant = text("variant").or(defaults::variant);
    return ImportedRun.of(
        place,
        text("experiment").orElseGet(() -> defaults.experimentOf(variant)),
        variant,
        parameters(),
        cell("seed").map(cell -> cell.whole(place, "seed")).orElse(null),
        text("run").orElse(""));
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new HashMap<>();
    cells.forEach(
        (target, cell) -> {
          if (target.role() == Target.Role.PARAMETER) {
            parameters.put(target.name(), cell.text());
          }
        });
    return parameters;
  }

  private Optional<String> text(String name) {
    return cell(name).map(Cell::text);
  }

  private Optional<Cell> cell(String name) {
    return Target.of(name).map(cells::get);
  }
}
