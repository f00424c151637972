package dev.runvar.paper8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runvar.exchange.Findings;
import dev.runvar.exchange.InputFile;
import dev.runvar.exchange.RunDefaults;
import dev.runvar.exchange.RunHeader;
import dev.runvar.exchange.RunSink;
import dev.runvar.exchange.RunSource;
import dev.runvar.study.Place;
import dev.runvar.study.StudyException;
import dev.runvar.study.StudyReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * The result file of the published study: {@code {"metadata": {…}, "conditions": [{…, "cycles":
 * [{"runtime": …}]}]}}, each condition a run; conditions may also be an object by their names.
 */
public final class PaperFile implements RunSource {

  private static final String SHAPE =
      "the result file of the paper, {\"conditions\": [{\"cycles\": [{\"runtime\": 0.1, …}, …]}, …]}";

  /** Python writes NaN and Infinity as they are. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final InputFile file;
  private final RunDefaults defaults;

  PaperFile(InputFile file, RunDefaults defaults) {
    this.file = file;
    this.defaults = defaults;
  }

  @Override
  public void read(RunSink sink, Findings findings) throws IOException {
    try {
      RunDefaults own = metadata();
      int conditions = 0;
      try (BufferedReader text = file.open();
          JsonParser json = JSON.createParser(text)) {
        if (find(json, "conditions")) {
          conditions = conditions(json, new PaperRuns(own, sink, findings));
        }
      }
      if (conditions == 0) {
        throw file.place(1).error("no conditions in this file; give " + SHAPE);
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw file.place(line).error("not JSON; give " + SHAPE);
    } catch (CharacterCodingException e) {
      throw file.cannotRead(e, 1);
    }
  }

  /** Returns what the metadata says of all runs, wherever in the file they stand. */
  private RunDefaults metadata() throws IOException {
    try (BufferedReader text = file.open();
        JsonParser json = JSON.createParser(text)) {
      if (!find(json, "metadata")) {
        return defaults;
      }
      RunHeader metadata = new RunHeader(place(json), json.readValueAsTree());
      Optional<String> experiment =
          metadata.text("experiment").filter(id -> id.matches(StudyReader.NAME));
      return new RunDefaults(
          experiment.or(defaults::experiment), metadata.text("variant").or(defaults::variant));
    }
  }

  /** Moves to the value of a field of the whole object; returns whether there is one. */
  private boolean find(JsonParser json, String field) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw file.place(1).error("not a JSON object; give " + SHAPE);
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = json.currentName().equals(field);
      json.nextToken();
      if (found) {
        return true;
      }
      json.skipChildren();
    }
    return false;
  }

  /**
   * Reads one condition after the other, so that a file of any number of them needs little memory.
   */
  private int conditions(JsonParser json, PaperRuns runs) throws IOException {
    boolean named = json.currentToken() == JsonToken.START_OBJECT;
    if (!named && json.currentToken() != JsonToken.START_ARRAY) {
      throw place(json).notAllowed("conditions", json.getText(), SHAPE);
    }
    int number = 0;
    for (JsonToken token = json.nextToken(); !token.isStructEnd(); token = json.nextToken()) {
      number++;
      String name = String.valueOf(number);
      if (named) {
        name = json.currentName();
        json.nextToken();
      }
      Place place = place(json);
      JsonNode condition = json.readValueAsTree();
      runs.condition(place, name, object(place, name, condition));
    }
    return number;
  }

  private static ObjectNode object(Place place, String name, JsonNode condition) {
    if (condition instanceof ObjectNode object) {
      return object;
    }
    throw wrong(place, name, condition);
  }

  private static StudyException wrong(Place place, String name, JsonNode condition) {
    return place.notAllowed("condition " + name, condition.getNodeType().toString(), SHAPE);
  }

  private Place place(JsonParser json) {
    return file.place(json.currentTokenLocation().getLineNr());
  }
}
