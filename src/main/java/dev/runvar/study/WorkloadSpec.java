package dev.runvar.study;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What a run executes: the built-in workload, the user's command, or what nobody here can execute.
 *
 * @param command the command with its arguments, {@code {name}} standing for a parameter; empty for
 *     the built-in workload, and for one that was executed elsewhere
 * @param files files that the command needs
 * @param progress what a line of standard output that ends a cycle matches, null for a program that
 *     reports by the telemetry contract or not at all
 * @param fingerprint changes whenever the same parameters and seed may give another run
 */
public record WorkloadSpec(
    List<String> command, List<String> files, String progress, String fingerprint)
    implements Serializable {

  /** Something that was executed elsewhere: of it there is only its telemetry. */
  static final WorkloadSpec IMPORTED = new WorkloadSpec(List.of(), List.of(), null, "imported");

  public WorkloadSpec {
    command = List.copyOf(command);
    files = List.copyOf(files);
    Objects.requireNonNull(fingerprint, "fingerprint");
  }

  public boolean builtIn() {
    return command.isEmpty() && !imported();
  }

  boolean imported() {
    return equals(IMPORTED);
  }
}
