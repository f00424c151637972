package dev.runvar.exchange;

import dev.runvar.store.Manifest;
import dev.runvar.store.Provenance;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.study.AnalysisSettings;
import dev.runvar.study.ImportedPlan;
import dev.runvar.study.Place;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a study of files, or adds their runs to one that was made so.
 *
 * <p>Every file is read twice: first to find mistakes, of which nothing is written, and the runs;
 * then to write their telemetry. The study appears when that is complete.
 */
public final class StudyImport {

  private final StudyStore store;
  private final String name;
  private final List<RunSource> sources;
  private final Optional<String> criteria;

  private StudyImport(
      StudyStore store, String name, List<RunSource> sources, Optional<String> criteria) {
    this.store = store;
    this.name = name;
    this.sources = List.copyOf(sources);
    this.criteria = criteria;
  }

  /**
   * Imports files into a study.
   *
   * @param criteria of a published study by which it is judged; without any, those it has already
   * @throws dev.runvar.study.StudyException at the first mistake in a file
   * @throws IOException if a file or the workspace cannot be used
   */
  public static ImportSummary run(
      StudyStore store,
      String name,
      List<String> files,
      ColumnMap map,
      RunDefaults defaults,
      Optional<String> criteria,
      Provenance provenance)
      throws IOException {
    List<RunSource> sources =
        files.stream().map(file -> ImportFile.of(file, map, defaults)).toList();
    return new StudyImport(store, name, sources, criteria).run(provenance);
  }

  /** Imports runs from anywhere into a study. */
  public static ImportSummary run(
      StudyStore store, String name, List<RunSource> sources, Provenance provenance)
      throws IOException {
    return new StudyImport(store, name, sources, Optional.empty()).run(provenance);
  }

  /** What the files hold, beside the runs that are there already. */
  private record Surveyed(
      List<RunSpec> there, ImportedPlan plan, List<RunSpec> added, Findings findings) {}

  private ImportSummary run(Provenance provenance) throws IOException {
    // Mistakes are found before anything is written.
    Surveyed surveyed = survey();
    return store.changeAlone(
        () -> {
          // Another import may have added runs meanwhile: these come after them.
          boolean isCurrent = surveyed.there().equals(runsThere());
          return write(isCurrent ? surveyed : survey(), provenance);
        });
  }

  private Surveyed survey() throws IOException {
    List<RunSpec> there = runsThere();
    Findings findings = new Findings();
    ImportedPlan plan = new ImportedPlan(there, unfinished(there));
    RunSurvey survey = new RunSurvey(plan);
    read(survey, findings);
    return new Surveyed(there, plan, survey.added(), findings);
  }

  private ImportSummary write(Surveyed surveyed, Provenance provenance) throws IOException {
    List<RunRecord> records;
    try (RunWriter writer = new RunWriter(store, surveyed.added(), provenance.build())) {
      read(writer, new Findings());
      ImportedPlan plan = surveyed.plan();
      store.beginAlone(plan.study(name, settings()), plan.runs(), provenance);
      records = writer.keep();
    }
    for (RunRecord record : records) {
      store.commit(record);
    }
    store.rememberAlone(records.stream().map(RunRecord::runId).collect(Collectors.toSet()));
    return new ImportSummary(
        records.size(),
        records.stream().mapToLong(RunRecord::cycles).sum(),
        surveyed.findings().lines());
  }

  private AnalysisSettings settings() {
    AnalysisSettings before =
        store.manifest().map(Manifest::study).map(Study::analysis).orElse(AnalysisSettings.NONE);
    return criteria.map(before::judgedBy).orElse(before);
  }

  /** Returns the runs that an import planned which was interrupted before it committed them. */
  private Set<String> unfinished(List<RunSpec> there) {
    Set<String> unfinished = there.stream().map(RunSpec::runId).collect(Collectors.toSet());
    unfinished.removeAll(store.committedRunIds());
    return unfinished;
  }

  private List<RunSpec> runsThere() {
    Optional<Study> before = store.manifest().map(Manifest::study);
    if (before.isPresent() && !before.get().wasImported()) {
      throw new Place(store.location(), 1)
          .error(
              "holds a study that was executed here; allowed: a new study name, or a study that was imported");
    }
    return before.map(Study::imported).orElse(List.of());
  }

  private void read(RunSink sink, Findings findings) throws IOException {
    for (RunSource source : sources) {
      source.read(sink, findings);
    }
  }
}
