package dev.runvar.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * JSON objects, one row each: one per line, or all in an array. The names of columns are the dotted
 * paths to values; lists are skipped.
 */
final class JsonRows extends GrowingRows {

  /** Python writes NaN and Infinity as bare words. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final InputFile file;
  private final JsonParser parser;
  private final Findings findings;
  private int rows;
  private int line = 1;

  JsonRows(InputFile file, Findings findings) throws IOException {
    this.file = file;
    this.findings = findings;
    parser = JSON.createParser(file.open());
  }

  @Override
  public boolean next() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
        token = parser.nextToken();
      }
      if (token == null) {
        return false;
      }
      line = Math.max(1, parser.currentLocation().getLineNr());
      if (token != JsonToken.START_OBJECT) {
        throw notObjects(null);
      }
      columns.clear();
      readObject();
      rows++;
      return true;
    } catch (JsonEOFException e) {
      if (rows == 0) {
        throw notObjects(e);
      }
      // The program was killed while it wrote this line.
      findings.count(Findings.Kind.NO_END);
      return false;
    } catch (JsonProcessingException e) {
      throw notObjects(e);
    } catch (CharConversionException e) {
      throw file.cannotRead(e, line);
    } catch (IOException e) {
      throw file.cannotRead(e, line);
    }
  }

  private RuntimeException notObjects(JsonProcessingException e) {
    int at = e == null || e.getLocation() == null ? line : Math.max(1, e.getLocation().getLineNr());
    return file.place(at).error("not JSON; give one object for each cycle, on a line of its own");
  }

  private void readObject() throws IOException {
    Deque<String> path = new ArrayDeque<>();
    path.push("");
    while (!path.isEmpty()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_OBJECT) {
        path.pop();
        continue;
      }
      String name = path.peek() + parser.currentName();
      token = parser.nextToken();
      switch (token) {
        case START_OBJECT -> path.push(name + '.');
        case START_ARRAY -> skipArray();
        case VALUE_NULL -> {}
        default -> columns.cells().get(columns.place(file.place(line), name)).set(parser.getText());
      }
    }
  }

  /** Unlike the library's own method, this detects an array that is not closed. */
  private void skipArray() throws IOException {
    for (int depth = 1; depth > 0; ) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new JsonEOFException(parser, null, "an array that is not closed");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }

  @Override
  public int line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
