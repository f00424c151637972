package dev.runvar.cli;

import dev.runvar.report.Origin;
import dev.runvar.store.Manifest;
import dev.runvar.store.Provenance;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a study's directory says of where its results come from. */
final class StudyOrigin {

  private static final String UNKNOWN = "not known";

  private StudyOrigin() {}

  static Origin of(StudyStore store) {
    Map<String, String> facts =
        store.manifest().map(Manifest::provenance).map(StudyOrigin::facts).orElse(Map.of());
    int most = store.records().stream().mapToInt(RunRecord::slots).max().orElse(0);
    return new Origin(facts, most == 0 ? null : most);
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
