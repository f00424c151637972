package dev.runvar.cli;

import dev.runvar.instrument.Probe;
import dev.runvar.report.Origin;
import dev.runvar.store.Build;
import dev.runvar.store.Manifest;
import dev.runvar.store.Provenance;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Describes the origin of a study's results, from its directory. */
final class StudyOrigin {

  private static final String UNKNOWN = "not known";

  private StudyOrigin() {}

  static Origin of(StudyStore store, StudySnapshot snapshot) {
    Map<String, String> facts = new LinkedHashMap<>();
    store.manifest().map(Manifest::provenance).ifPresent(p -> facts.putAll(facts(p)));
    List<RunRecord> records = snapshot.records();
    builds(records).ifPresent(builds -> facts.put("runs by build", builds));
    failedReadings(records).ifPresent(runs -> facts.put("failed readings", runs));
    int most = records.stream().mapToInt(RunRecord::slots).max().orElse(0);
    return new Origin(facts, most == 0 ? null : most);
  }

  /** Returns the builds that executed the runs, if there was more than one. */
  private static Optional<String> builds(List<RunRecord> records) {
    Map<Build, Long> runs =
        records.stream()
            .map(record -> record.build() == null ? Build.UNKNOWN : record.build())
            .collect(
                Collectors.groupingBy(
                    Function.identity(), LinkedHashMap::new, Collectors.counting()));
    return runs.size() < 2
        ? Optional.empty()
        : Optional.of(
            runs.entrySet().stream()
                .map(e -> "%d by %s".formatted(e.getValue(), name(e.getKey())))
                .collect(Collectors.joining("; ", "different builds: ", "")));
  }

  private static String name(Build build) {
    return "runvar %s, revision %s, jar %s"
        .formatted(build.version(), shortened(build.revision()), shortened(build.jarSha256()));
  }

  private static String shortened(String hash) {
    return hash == null ? UNKNOWN : hash.substring(0, Math.min(12, hash.length()));
  }

  private static Optional<String> failedReadings(List<RunRecord> records) {
    List<RunRecord> failed =
        records.stream().filter(r -> r.sources().containsKey(Probe.FAILED_READINGS)).toList();
    return failed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "in %d of %d runs; in run %s, %s"
                .formatted(
                    failed.size(),
                    records.size(),
                    failed.get(0).runId(),
                    failed.get(0).sources().get(Probe.FAILED_READINGS)));
  }

  private static Map<String, String> facts(Provenance provenance) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("program", "runvar " + provenance.version());
    facts.put("revision", orUnknown(provenance.revision()));
    facts.put("jar, SHA-256", orUnknown(provenance.jarSha256()));
    facts.put("Java", orUnknown(provenance.java()));
    facts.put("Spark", orUnknown(provenance.spark()));
    facts.put("operating system", orUnknown(provenance.operatingSystem()));
    facts.put("processor", orUnknown(provenance.processor()));
    facts.put("cores", String.valueOf(provenance.cores()));
    facts.put("memory", "%d MiB".formatted(provenance.memoryBytes() >> 20));
    facts.put("begun", Instant.ofEpochMilli(provenance.createdUnixMillis()).toString());
    return facts;
  }

  private static String orUnknown(String fact) {
    return fact == null ? UNKNOWN : fact;
  }
}
