package dev.runvar.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runvar.program.Program;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What a run executes: the built-in workload, the user's program, or what nobody here can execute.
 *
 * @param program null for the built-in workload, and for one that was executed elsewhere
 * @param fingerprint changes whenever the same parameters and seed may give another run; of a
 *     program, its hash
 * @param profile how a profiler looks into its runs; null for not at all
 * @param revision of git that has its files; null for those that lie there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadSpec(
    Program program, String fingerprint, ProfileSettings profile, String revision)
    implements Serializable {

  /** In place of a regular expression: the program's own counter is looked for. */
  public static final String AUTOMATIC = "auto";

  /** Something that was executed elsewhere: of it there is only its telemetry. */
  static final WorkloadSpec IMPORTED = new WorkloadSpec(null, "imported", null, null);

  public WorkloadSpec {
    Objects.requireNonNull(fingerprint, "fingerprint");
  }

  static WorkloadSpec of(Program program, ProfileSettings profile, String revision) {
    return new WorkloadSpec(program, program.hash(), profile, revision);
  }

  public boolean builtIn() {
    return program == null && !imported();
  }

  boolean imported() {
    return equals(IMPORTED);
  }

  /** Returns the command with its arguments; empty unless there is a program. */
  public List<String> command() {
    return program == null ? List.of() : program.command();
  }

  /**
   * Returns the regular expression of an output line that ends a cycle, or {@link #AUTOMATIC}; null
   * for a program that reports by the telemetry contract or not at all.
   */
  public String progress() {
    return program == null ? null : program.progress();
  }

  /** Returns whether the output of a program that reports no cycles is looked at for a counter. */
  public boolean findsProgress() {
    return AUTOMATIC.equals(progress());
  }
}
