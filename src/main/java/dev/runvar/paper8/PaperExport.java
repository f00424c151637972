package dev.runvar.paper8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunColumns;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Comparison;
import dev.runvar.study.Experiment;
import dev.runvar.study.Study;
import dev.runvar.telemetry.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a study as the result files of the published one: a file for each experiment, with a
 * condition for each run, and the answers to its two phases.
 */
public final class PaperExport {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ANALYSIS = "analysis/analysis.json";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_MEGABYTE = 1L << 20;

  /** The paper's name of each column, and how many of our units one of theirs has. */
  private record Field(String name, double units) {}

  private static final Map<Column, Field> FIELDS =
      new EnumMap<>(
          Map.of(
              Column.CYCLE, new Field("cumulative_cycles", 1),
              Column.WALL_NANOS, new Field("runtime", NANOS_PER_SECOND),
              Column.HOST_CPU_PERCENT, new Field("cpu_percent", 1),
              Column.HOST_MEMORY_PERCENT, new Field("memory_percent", 1),
              Column.PATTERNS, new Field("pattern_count", 1),
              Column.DATABASE_BYTES, new Field("db_size_mb", BYTES_PER_MEGABYTE)));

  private static final Set<String> VARIANTS = Set.of(Comparison.UNOPTIMIZED, Comparison.OPTIMIZED);

  private static final Set<Column> WHOLE = Set.of(Column.CYCLE, Column.PATTERNS);

  private final StudyStore store;
  private final Study study;
  private final Path directory;
  private final List<Path> written = new ArrayList<>();

  private PaperExport(StudyStore store, Study study, Path directory) {
    this.store = store;
    this.study = study;
    this.directory = directory;
  }

  /**
   * Writes what is committed and OK, and returns the files.
   *
   * @param directory which is made if it is not there; files of the same name are replaced
   */
  public static List<Path> run(StudyStore store, Study study, Path directory) throws IOException {
    return new PaperExport(store, study, directory).run();
  }

  private List<Path> run() throws IOException {
    Files.createDirectories(directory);
    List<RunRecord> records =
        store.snapshot().records().stream()
            .filter(record -> record.outcome() == Outcome.OK)
            .sorted(Comparator.comparingInt(RunRecord::order))
            .toList();
    for (Experiment experiment : study.experiments()) {
      List<RunRecord> own =
          records.stream().filter(r -> r.experiment().equals(experiment.id())).toList();
      if (!own.isEmpty()) {
        write(resultName(experiment), json -> results(json, experiment, own));
      }
    }
    analyses();
    return List.copyOf(written);
  }

  private static String resultName(Experiment experiment) {
    String end =
        Comparison.OPTIMIZED.equals(experiment.variant())
            ? "_h1h4_optimized.json"
            : "_h1h4_mechanism_validation.json";
    return stem(experiment.id()) + end;
  }

  /** The paper calls experiment C256 cycle256. */
  private static String stem(String experiment) {
    return experiment.matches("c[0-9]+") ? "cycle" + experiment.substring(1) : experiment;
  }

  private void analyses() throws IOException {
    Optional<String> text = store.readText(ANALYSIS);
    if (text.isEmpty()) {
      return;
    }
    JsonNode analysis = JSON.readTree(text.get());
    for (String phase : List.of("phase1a", "phase1b")) {
      if (analysis.hasNonNull(phase)) {
        write(
            "%s_%s_analysis.json".formatted(stem(study.observed().id()), phase),
            json -> {
              json.writeStartObject();
              json.writePOJOField("metadata", metadata());
              json.writePOJOField(phase, analysis.get(phase));
              json.writeEndObject();
            });
      }
    }
  }

  private Map<String, String> metadata() {
    return new TreeMap<>(Map.of("study", study.name(), "exported_by", "runvar"));
  }

  private void results(JsonGenerator json, Experiment experiment, List<RunRecord> runs)
      throws IOException {
    Map<String, String> metadata = metadata();
    metadata.put("experiment", experiment.id());
    if (VARIANTS.contains(experiment.variant())) {
      metadata.put("variant", experiment.variant());
    }
    json.writeStartObject();
    json.writePOJOField("metadata", metadata);
    json.writeArrayFieldStart("conditions");
    for (RunRecord run : runs) {
      condition(json, run);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void condition(JsonGenerator json, RunRecord run) throws IOException {
    Map<String, String> parameters = new TreeMap<>(run.parameters());
    parameters.remove("variant");
    json.writeStartObject();
    json.writeStringField("name", String.join("-", run.levels().values()));
    json.writePOJOField("params", parameters);
    json.writeNumberField("seed", run.seed());
    json.writeArrayFieldStart("cycles");
    cycles(json, run);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void cycles(JsonGenerator json, RunRecord run) throws IOException {
    RunColumns columns = telemetry(run);
    for (int cycle = 0; cycle < run.cycles(); cycle++) {
      json.writeStartObject();
      for (Map.Entry<Column, Field> field : FIELDS.entrySet()) {
        double[] values = columns.columns().get(field.getKey().columnName());
        if (values != null && !Double.isNaN(values[cycle])) {
          value(json, field.getKey(), field.getValue(), values[cycle]);
        }
      }
      json.writeEndObject();
    }
  }

  /** What cannot be read is not the fault of where it would be written. */
  private RunColumns telemetry(RunRecord run) {
    try {
      return store.files().readTelemetry(run.experiment(), run.telemetry(), FIELDS.keySet());
    } catch (IOException e) {
      throw store.cannotUse(e);
    }
  }

  private static void value(JsonGenerator json, Column column, Field field, double value)
      throws IOException {
    if (WHOLE.contains(column)) {
      json.writeNumberField(field.name(), Math.round(value));
    } else {
      json.writeNumberField(field.name(), value / field.units());
    }
  }

  /** What writes the text of a file. */
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /** A file is there when it is complete. */
  private void write(String name, Content content) throws IOException {
    Path unfinished = Files.createTempFile(directory, "_" + name, null);
    try {
      try (JsonGenerator json =
          JSON.createGenerator(Files.newBufferedWriter(unfinished)).useDefaultPrettyPrinter()) {
        content.write(json);
      }
      written.add(
          Files.move(unfinished, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING));
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
