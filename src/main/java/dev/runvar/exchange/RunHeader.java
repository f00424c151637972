package dev.runvar.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The optional fields of a JSON object that describe its run: experiment, variant, seed, run and
 * params.
 */
public final class RunHeader {

  private static final String SEED = "seed";
  private static final String PARAMS = "params";
  private static final String TEXT_OR_NUMBER = "a text or a number";

  private final Place place;
  private final JsonNode object;

  public RunHeader(Place place, JsonNode object) {
    this.place = place;
    this.object = object;
  }

  /** Returns what a row of a table says; an empty cell counts as a missing column. */
  static RunHeader ofRow(Place place, List<Source> columns, List<Cell> row) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Source source : columns) {
      Target target = source.target();
      if (target.identifiesRun() && !row.get(source.column()).isEmpty()) {
        Cell cell = row.get(source.column());
        switch (target.role()) {
          case SEED -> object.put(SEED, cell.whole(place, SEED));
          case PARAMETER -> object.withObjectProperty(PARAMS).put(target.name(), cell.text());
          default -> object.put(target.name(), cell.text());
        }
      }
    }
    return new RunHeader(place, object);
  }

  public ImportedRun run(RunDefaults defaults) {
    Optional<String> variant = text("variant").or(defaults::variant);
    return ImportedRun.of(
        place,
        text("experiment").orElseGet(() -> defaults.experimentOf(variant)),
        variant,
        parameters(defaults),
        seed() == null ? defaults.seed().orElse(null) : seed(),
        text("run").orElse(defaults.run()));
  }

  /** Returns a text or a number as text; empty if it is missing or null. */
  public Optional<String> text(String name) {
    JsonNode value = object.path(name);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(scalar(name, value));
  }

  private Long seed() {
    JsonNode seed = object.path(SEED);
    if (seed.isMissingNode() || seed.isNull()) {
      return null;
    }
    if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
      throw place.notAllowed(SEED, seed.toString(), "a whole number");
    }
    return seed.longValue();
  }

  private Map<String, String> parameters(RunDefaults defaults) {
    JsonNode params = object.path(PARAMS);
    Map<String, String> parameters = new HashMap<>(defaults.parameters());
    if (params.isMissingNode() || params.isNull()) {
      return parameters;
    }
    if (!params.isObject()) {
      throw place.notAllowed(PARAMS, params.toString(), "an object of texts and numbers");
    }
    params.properties().forEach(p -> parameters.put(p.getKey(), scalar(p.getKey(), p.getValue())));
    return parameters;
  }

  private String scalar(String name, JsonNode value) {
    if (!value.isTextual() && !value.isNumber()) {
      throw place.notAllowed(name, value.toString(), TEXT_OR_NUMBER);
    }
    return value.asText();
  }
}
