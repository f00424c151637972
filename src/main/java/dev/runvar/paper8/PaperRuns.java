package dev.runvar.paper8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runvar.exchange.Cell;
import dev.runvar.exchange.ColumnMap;
import dev.runvar.exchange.Findings;
import dev.runvar.exchange.RunDefaults;
import dev.runvar.exchange.RunHeader;
import dev.runvar.exchange.RunSink;
import dev.runvar.exchange.TableRuns;
import dev.runvar.exchange.Target;
import dev.runvar.study.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a run of each condition of the published study's result file. */
final class PaperRuns {

  private static final String PARAMS = "params";
  private static final String CONDITION = "condition";
  private static final String CYCLES = "cycles";
  private static final String CUMULATIVE = "cumulative_cycles";

  /** The paper's names, all of which are looked for. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "runtime", "wall_nanos=runtime:s",
          "cpu_percent", "host_cpu_percent=cpu_percent",
          "memory_percent", "host_memory_percent=memory_percent",
          "pattern_count", "patterns=pattern_count",
          "db_size_mb", "database_bytes=db_size_mb:mb");

  private final RunDefaults defaults;
  private final RunSink sink;
  private final Findings findings;

  PaperRuns(RunDefaults defaults, RunSink sink, Findings findings) {
    this.defaults = defaults;
    this.sink = sink;
    this.findings = findings;
  }

  /**
   * Takes one condition.
   *
   * @param name what it is called, unless it has a name of its own
   */
  void condition(Place place, String name, ObjectNode condition) throws IOException {
    JsonNode cycles = condition.path(CYCLES);
    if (!cycles.isArray() || !cycles.path(0).isObject()) {
      throw place.error(
          "condition %s has no list of cycles; give at least one cycle".formatted(name));
    }
    RunHeader header = new RunHeader(place, withName(place, name, condition));
    List<String> names = columns(cycles.get(0));
    TableRuns runs =
        TableRuns.of(place, names, map(names), () -> header.run(defaults), sink, findings);
    for (JsonNode cycle : cycles) {
      runs.row(place, names.stream().map(column -> cell(cycle.path(column))).toList());
    }
    runs.finish(place);
  }

  /**
   * A condition without parameters of its own is one: what its runs have in common, and others have
   * not.
   */
  private static ObjectNode withName(Place place, String name, ObjectNode condition) {
    ObjectNode header = condition.deepCopy();
    header.remove(CYCLES);
    if (!header.hasNonNull(PARAMS)) {
      String own = new RunHeader(place, header).text("name").orElse(name);
      header.withObjectProperty(PARAMS).put(CONDITION, own);
    }
    return header;
  }

  /** Returns the paper's columns, and what else a cycle has that a row of a table may have. */
  private static List<String> columns(JsonNode cycle) {
    List<String> columns = new ArrayList<>(COLUMNS.keySet());
    cycle
        .fieldNames()
        .forEachRemaining(
            name -> {
              boolean tellsRun = Target.of(name).filter(Target::identifiesRun).isPresent();
              if (!columns.contains(name) && !tellsRun) {
                columns.add(name);
              }
            });
    return columns;
  }

  private static ColumnMap map(List<String> columns) {
    List<String> map = new ArrayList<>(COLUMNS.values());
    if (columns.contains(CUMULATIVE) && !columns.contains("cycle")) {
      map.add("cycle=" + CUMULATIVE);
    }
    return ColumnMap.parse(map);
  }

  private static Cell cell(JsonNode value) {
    return new Cell(value.isMissingNode() || value.isNull() ? null : value.asText());
  }
}
