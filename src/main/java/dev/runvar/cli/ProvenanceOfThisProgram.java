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

/** What this program is and where it runs, as a study's manifest says it. */
public final class ProvenanceOfThisProgram {

  /** This build: reading all of the jar takes its time, once. */
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

  /** Returns null when the program does not run from a jar. */
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
