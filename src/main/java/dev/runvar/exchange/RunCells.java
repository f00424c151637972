package dev.runvar.exchange;

import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cells of a row that describe its run. An empty cell counts as a missing column. */
final class RunCells {

  private final Place place;
  private final Map<Target, Cell> cells = new HashMap<>();

  private RunCells(Place place, List<Source> sources, List<Cell> row) {
    this.place = place;
    for (Source source : sources) {
      if (source.target().identifiesRun() && !row.get(source.column()).isEmpty()) {
        cells.put(source.target(), row.get(source.column()));
      }
    }
  }

  /** Returns the namer for runs of tables. */
  static RunNamer namer(RunDefaults defaults) {
    return (place, columns, row) -> new RunCells(place, columns, row).run(defaults);
  }

  private ImportedRun run(RunDefaults defaults) {
    Optional<String> variant = text("variant").or(defaults::variant);
    return ImportedRun.of(
        place,
        text("experiment").orElseGet(() -> defaults.experimentOf(variant)),
        variant,
        parameters(defaults),
        cell("seed").map(cell -> cell.whole(place, "seed")).or(defaults::seed).orElse(null),
        text("run").orElse(defaults.run()));
  }

  private Map<String, String> parameters(RunDefaults defaults) {
    Map<String, String> parameters = new HashMap<>(defaults.parameters());
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
