package dev.runvar.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.VersionComparison;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;

/** An analysis as the texts of analysis.json and series.json. */
public final class AnalysisJson {

  /** The file of the answers in the directory of an analysis. */
  public static final String FILE = "analysis.json";

  /** The file of the series in the directory of an analysis. */
  public static final String SERIES_FILE = "series.json";

  /** Where the answers stand in a study's directory. */
  public static final String PATH = "analysis/" + FILE;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(FiniteNumbers.reader())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private AnalysisJson() {}

  public static String write(Analysis analysis) {
    return text(analysis);
  }

  public static String write(VersionComparison comparison) {
    return text(comparison);
  }

  public static String write(RuntimeSeries series) {
    return text(series);
  }

  /** Returns the analysis of a text that {@link #write} made. */
  public static Analysis read(String text) {
    return value(text, Analysis.class);
  }

  /** Returns the analysis of a text if it is one, of the form of today and by these rules. */
  public static Optional<Analysis> readIfBy(Analysis.Rules rules, String text) {
    return readIfOfToday(text).filter(analysis -> rules.equals(analysis.rules()));
  }

  /** Returns the analysis of a text if it is one, of the form of today. */
  public static Optional<Analysis> readIfOfToday(String text) {
    try {
      return Optional.of(read(text)).filter(analysis -> analysis.schema() == Analysis.SCHEMA);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the series of a text that {@link #write} made. */
  public static RuntimeSeries readSeries(String text) {
    return value(text, RuntimeSeries.class);
  }

  private static String text(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new FiniteNumbers(MAPPER.createGenerator(text))) {
      MAPPER.writeValue(json, value);
    } catch (IOException e) {
      throw new IllegalStateException("an analysis is always JSON", e);
    }
    return text + "\n";
  }

  private static <T> T value(String text, Class<T> type) {
    try {
      T value = MAPPER.readValue(text, type);
      if (value == null) {
        throw new IllegalArgumentException("not an analysis: null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an analysis: " + e.getOriginalMessage(), e);
    }
  }
}
