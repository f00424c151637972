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
 * Creates a study from files, or adds their runs to a study that was imported before.
 *
 * <p>Every file is read once. Meanwhile the telemetry of its runs is written under names that
 * readers ignore. If all files are valid, the telemetry gets its own names and the study its
 * records. If any file has a mistake, the telemetry is dropped. The plan is made after the last
 * file, because the number of cycles of a run is known only at its end.
 */
public final class StudyImport {

  private final StudyStore store;
  private final String name;
  private final List<RunSource> sources;
  private final Optional<String> criteria;
  private final List<String> work;

  private StudyImport(
      StudyStore store,
      String name,
      List<RunSource> sources,
      Optional<String> criteria,
      List<String> work) {
    this.store = store;
    this.name = name;
    this.sources = List.copyOf(sources);
    this.criteria = criteria;
    this.work = List.copyOf(work);
  }

  /**
   * Imports files into a study.
   *
   * @param criteria of a published study to judge by; without any, the study keeps its own
   * @throws dev.runvar.study.StudyException at the first mistake in a file
   * @throws IOException if a file or the workspace cannot be used
   */
  public static ImportSummary run(
      StudyStore store,
      String name,
      ImportRequest request,
      Optional<String> criteria,
      Provenance provenance)
      throws IOException {
    Findings findings = new Findings();
    List<ImportRequest.Found> found = request.found(findings);
    List<RunSource> sources = found.stream().map(ImportRequest.Found::source).toList();
    List<String> work =
        found.stream().flatMap(each -> each.reading().all("work").stream()).distinct().toList();
    return new StudyImport(store, name, sources, criteria, work).run(provenance, findings);
  }

  /** Imports runs from anywhere into a study. */
  public static ImportSummary run(
      StudyStore store, String name, List<RunSource> sources, Provenance provenance)
      throws IOException {
    return new StudyImport(store, name, sources, Optional.empty(), List.of())
        .run(provenance, new Findings());
  }

  private ImportSummary run(Provenance provenance, Findings findings) throws IOException {
    try (RunWriter writer = new RunWriter(store, planOf(runsThere()))) {
      for (RunSource source : sources) {
        source.read(writer, findings);
      }
      writer.complete();
      return store.changeAlone(() -> commit(writer, findings, provenance));
    }
  }

  private ImportSummary commit(RunWriter writer, Findings findings, Provenance provenance)
      throws IOException {
    // Another import may have added runs meanwhile, so the new runs come after those.
    ImportedPlan plan = planOf(runsThere());
    List<RunSpec> added = writer.addTo(plan);
    writer.publish();
    store.beginAlone(plan.study(name, settings()), plan.runs(), () -> provenance);
    List<RunRecord> records = writer.keep(added, provenance.build());
    for (RunRecord record : records) {
      store.commit(record);
    }
    store.rememberAlone(records.stream().map(RunRecord::runId).collect(Collectors.toSet()));
    return new ImportSummary(
        records.size(), records.stream().mapToLong(RunRecord::cycles).sum(), findings.lines());
  }

  private ImportedPlan planOf(List<RunSpec> there) {
    return new ImportedPlan(there, unfinished(there));
  }

  private AnalysisSettings settings() {
    AnalysisSettings before =
        store.manifest().map(Manifest::study).map(Study::analysis).orElse(AnalysisSettings.NONE);
    return criteria.map(before::judgedBy).orElse(before).withWork(work);
  }

  /** Returns the planned runs of an import that was interrupted before it committed them. */
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
              "holds a study that was executed here; give a new study name, or that of a study that was imported");
    }
    return before.map(Study::imported).orElse(List.of());
  }
}
