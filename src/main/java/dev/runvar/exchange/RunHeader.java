package dev.runvar.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The optional fields of a JSON object that describe its run: experiment, variant, seed, run and
 * params.
 */
public final class RunHeader {

  private static final String TEXT_OR_NUMBER = "a text or a number";

  private final Place place;
  private final JsonNode object;

  public RunHeader(Place place, JsonNode object) {
    this.place = place;
    this.object = object;
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
    JsonNode seed = object.path("seed");
    if (seed.isMissingNode() || seed.isNull()) {
      return null;
    }
    if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
      throw place.notAllowed("seed", seed.toString(), "a whole number");
    }
    return seed.longValue();
  }

  private Map<String, String> parameters(RunDefaults defaults) {
    JsonNode params = object.path("params");
    Map<String, String> parameters = new HashMap<>(defaults.parameters());
    if (params.isMissingNode() || params.isNull()) {
      return parameters;
    }
    if (!params.isObject()) {
      throw place.notAllowed("params", params.toString(), "an object of texts and numbers");
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
