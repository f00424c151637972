package dev.runvar.causes;

import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.Growth;
import dev.runvar.result.ProfileResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sentences for the case that cycles take longer and nothing recorded explains it. */
final class UnexplainedGrowth {

  private static final double MOST = 0.8;
  private static final double LITTLE = 0.2;
  private static final double MEMORY_GREW = 0.05;

  private UnexplainedGrowth() {}

  /**
   * Returns a sentence; empty if a gauge grew at the same time, because it may explain the growth.
   *
   * @param part that holds most of the growth, null if none does
   */
  static Optional<String> sentence(Growth growth, String part, CauseResults causes) {
    if (growth.gauges().stream().anyMatch(gauge -> gauge.late() > gauge.early())) {
      return Optional.empty();
    }
    Double waiting = waiting(growth);
    String what =
        waiting == null
            ? "The time"
            : waiting < LITTLE
                ? "Processor time"
                : waiting > MOST ? "Time off the processor" : "Time on and off the processor";
    return Optional.of(
        "%s%s grows, and no gauge%s explains it."
            .formatted(what, part == null ? "" : " in " + part, absent(causes)));
  }

  /**
   * Returns the checks for the user that are consistent with the telemetry.
   *
   * @param profile null if no profile was requested
   */
  static String checks(Growth growth, ProfileResult profile) {
    List<String> checks = new ArrayList<>();
    checks.add(
        profile == null
            ? "a profile, with `runvar diagnose`"
            : "which part of a cycle grows, by phases that the program times");
    Double waiting = waiting(growth);
    if (waiting == null || waiting < MOST) {
      Double memory = growth.memoryChange();
      if (memory == null || Math.abs(memory) < MEMORY_GREW) {
        checks.add("subnormal numbers, by flushing them to zero");
      }
      if (memory == null || memory >= MEMORY_GREW) {
        checks.add(
            memory == null
                ? "page faults and caches"
                : String.format(
                    Locale.ROOT,
                    "page faults and caches, as the memory in use changed by %+.0f %%",
                    100 * memory));
      }
    }
    if (waiting == null || waiting > LITTLE) {
      checks.add("disks, locks and other programs");
    }
    return "Check " + String.join("; ", checks) + ".";
  }

  /** Returns the share of the growth that is time off the processor, null if it is not known. */
  private static Double waiting(Growth growth) {
    return growth.overlays().stream()
        .filter(
            overlay ->
                overlay.name().equals(GrowthOverlays.OFF_PROCESSOR) && growth.totalNanos() > 0)
        .findFirst()
        .map(overlay -> overlay.nanos() / growth.totalNanos())
        .orElse(null);
  }

  private static String absent(CauseResults causes) {
    if (causes == null) {
      return "";
    }
    List<String> absent =
        causes.causes().stream()
            .filter(cause -> cause.verdict().reason().startsWith("absent"))
            .map(CauseResult::name)
            .toList();
    return absent.isEmpty() ? "" : ", nor " + String.join(", nor ", absent) + ",";
  }
}
