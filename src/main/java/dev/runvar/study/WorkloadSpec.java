package dev.runvar.study;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What a run executes: the built-in workload, or the user's command.
 *
 * @param command the command with its arguments, {@code {name}} standing for a parameter; empty for
 *     the built-in workload
 * @param files files that the command needs
 * @param progress what a line of standard output that ends a cycle matches, null for a program that
 *     reports by the telemetry contract or not at all
 * @param fingerprint changes whenever the same parameters and seed may give another run
 */
public record WorkloadSpec(
    List<String> command, List<String> files, String progress, String fingerprint)
    implements Serializable {

  public WorkloadSpec {
    command = List.copyOf(command);
    files = List.copyOf(files);
    Objects.requireNonNull(fingerprint, "fingerprint");
  }

  public boolean builtIn() {
    return command.isEmpty();
  }
}
