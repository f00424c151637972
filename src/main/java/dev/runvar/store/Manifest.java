package dev.runvar.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runvar.study.Study;
import java.io.IOException;
import java.util.Objects;

/** The study whose results a directory holds. */
public record Manifest(int schema, Study study, Provenance provenance) {

  /** The version of this form; before 2, programs were not kept and there was no checksum. */
  public static final int SCHEMA = 2;

  public Manifest {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(provenance, "provenance");
  }

  byte[] toJson() throws IOException {
    return SealedJson.of(Json.INDENTED, this);
  }

  /**
   * Returns the manifest that a text holds.
   *
   * @throws IOException if it holds none; its message is one line
   */
  static Manifest parse(byte[] json) throws IOException {
    if (json.length == 0) {
      throw new IOException("the file is empty");
    }
    JsonNode tree = Json.LINES.readTree(json);
    int schema = tree == null ? 0 : tree.path("schema").asInt();
    if (schema < 1 || schema > SCHEMA) {
      throw new IOException("not a manifest of a study, or of a later version of runvar");
    }
    if (schema == 1) {
      readOldWorkload(tree.path("study").path("workload"));
    }
    return SealedJson.parse(Json.LINES.writeValueAsBytes(tree), Manifest.class);
  }

  /** Version 1 named a program's files but did not keep them, so such a study is read-only. */
  private static void readOldWorkload(JsonNode workload) {
    if (workload instanceof ObjectNode fields && fields.path("command").size() > 0) {
      ObjectNode program = fields.putObject("program");
      program.set("command", fields.get("command"));
      program.set("progress", fields.get("progress"));
      program.putArray("files");
      program.putArray("inPlace");
    }
  }
}
