package dev.runvar.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.hypothesis.Analysis;

/** An analysis as the text of analysis.json. */
public final class AnalysisJson {

  /** Where the text stands in a study's directory. */
  public static final String PATH = "analysis/analysis.json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private AnalysisJson() {}

  public static String write(Analysis analysis) {
    try {
      return MAPPER.writeValueAsString(analysis) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an analysis is always JSON", e);
    }
  }

  /** Returns the analysis of a text that {@link #write} made. */
  public static Analysis read(String text) {
    try {
      return MAPPER.readValue(text, Analysis.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an analysis: " + e.getOriginalMessage(), e);
    }
  }
}
