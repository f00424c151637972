package dev.runvar.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of one JSON document that stand in lists within lists, as in {@code
 * benchmarks.runs.values}: each is a row with the column {@code value}, and each element of the
 * outermost list is a run.
 */
final class JsonDocumentRows implements Rows {

  private static final List<String> NAMES = List.of("value");

  private final List<Cell> cells = List.of(new Cell());
  private final List<String> values = new ArrayList<>();
  private final List<Integer> begins = new ArrayList<>();
  private int row = -1;

  JsonDocumentRows(InputFile file, String path) throws IOException {
    List<String> names = List.of(path.split("\\.", -1));
    try (BufferedReader text = file.open()) {
      JsonNode document = new ObjectMapper().readTree(text);
      for (JsonNode each : document.path(names.get(0))) {
        begins.add(values.size());
        collect(each, names, 1);
      }
    } catch (JsonProcessingException e) {
      throw file.place(1).error("not JSON; give a document with lists " + path);
    }
  }

  private void collect(JsonNode node, List<String> names, int depth) {
    if (depth == names.size()) {
      values.add(node.isNumber() ? node.asText() : null);
      return;
    }
    for (JsonNode each : node.path(names.get(depth))) {
      collect(each, names, depth + 1);
    }
  }

  @Override
  public boolean next() {
    row++;
    if (row < values.size()) {
      cells.get(0).set(values.get(row));
    }
    return row < values.size();
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public List<Cell> cells() {
    return cells;
  }

  /** A document usually is a single line. */
  @Override
  public int line() {
    return 1;
  }

  @Override
  public boolean beginsRun() {
    return row > 0 && begins.contains(row);
  }

  @Override
  public void close() {}
}
