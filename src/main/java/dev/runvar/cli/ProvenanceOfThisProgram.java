package dev.runvar.cli;

import dev.runvar.instrument.HostDescription;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.Build;
import dev.runvar.store.Provenance;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Describes this program and its host for the manifest of a study. */
public final class ProvenanceOfThisProgram {

  /** Computes this build only once, because hashing the jar takes time. */
  private static final class ThisBuild {

    static final Build BUILD =
        new Build(Main.Version.number(), System.getProperty("runvar.revision"), jarSha256());
  }

  private ProvenanceOfThisProgram() {}

  /** Returns this build, as each run record names it. */
  public static Build build() {
    return ThisBuild.BUILD;
  }

  public static Provenance collect() {
    HostDescription host = HostDescription.ofThisHost();
    Build build = build();
    return new Provenance(
        build.version(),
        build.revision(),
        build.jarSha256(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        SparkJobs.sparkVersion(),
        host.operatingSystem(),
        host.processor(),
        host.cores(),
        host.memoryBytes(),
        System.currentTimeMillis());
  }

  /** Returns the hash of the jar; null if the program does not run from a jar. */
  private static String jarSha256() {
    try {
      Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        return null;
      }
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    } catch (IOException | URISyntaxException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot read the program's own jar", e);
    }
  }
}
