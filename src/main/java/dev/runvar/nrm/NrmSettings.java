package dev.runvar.nrm;

import dev.runvar.nrm.model.Mechanism;
import dev.runvar.nrm.model.Recall;
import dev.runvar.nrm.model.SwarmParameters;
import dev.runvar.program.DurationText;
import dev.runvar.program.Models;
import dev.runvar.program.ParameterException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parameters of one run of the built-in workload, resolved and checked. */
public record NrmSettings(
    SwarmParameters swarm,
    Sampling sampling,
    Persistence persistence,
    Retention retention,
    Grounding grounding,
    Duration cpuWait,
    Duration warmup) {

  /** The version of the model: runs of different versions are not the same runs. */
  public static final int MODEL_VERSION = 1;

  /** The parameter that only sets the defaults of the three switches. */
  public static final String VARIANT = "variant";

  private static final Map<String, Map<NrmParameter, String>> VARIANTS =
      Map.of(
          "unoptimized",
          Map.of(
              NrmParameter.SAMPLING, "per-agent",
              NrmParameter.PERSISTENCE, "per-sample",
              NrmParameter.RETENTION, "all"),
          "optimized",
          Map.of(
              NrmParameter.SAMPLING, "cached",
              NrmParameter.PERSISTENCE, "batched",
              NrmParameter.RETENTION, "latest"));

  /**
   * Returns every parameter but the variant with its canonical value, by name.
   *
   * @param given parameters as a study writes them
   * @throws ParameterException if a name or a value is not one of the workload's
   */
  public static SortedMap<String, String> resolve(Map<String, String> given) {
    SortedMap<String, String> resolved = new TreeMap<>();
    Map<NrmParameter, String> switches = switchesOf(given.getOrDefault(VARIANT, "optimized"));
    for (NrmParameter parameter : NrmParameter.values()) {
      String initial = switches.getOrDefault(parameter, parameter.defaultValue());
      resolved.put(parameter.parameterName(), parameter.canonical(initial));
    }
    given.forEach(
        (name, value) -> {
          if (!name.equals(VARIANT)) {
            resolved.put(name, parameterNamed(name).canonical(value));
          }
        });
    of(resolved);
    return resolved;
  }

  /**
   * Throws {@link ParameterException} unless the workload has the parameter and it takes the value.
   */
  public static void checkValue(String name, String value) {
    if (name.equals(VARIANT)) {
      switchesOf(value);
    } else {
      parameterNamed(name).canonical(value);
    }
  }

  /**
   * Returns the variant whose switches these parameters have, or {@link Models#MIXED}; empty when
   * they lack a switch.
   *
   * @param resolved canonical values by name
   */
  static Optional<String> variantOf(Map<String, String> resolved) {
    boolean hasSwitches =
        VARIANTS.get("optimized").keySet().stream()
            .allMatch(parameter -> resolved.containsKey(parameter.parameterName()));
    return hasSwitches ? Optional.of(nameOf(resolved)) : Optional.empty();
  }

  private static String nameOf(Map<String, String> resolved) {
    return VARIANTS.entrySet().stream()
        .filter(
            variant ->
                variant.getValue().entrySet().stream()
                    .allMatch(s -> s.getValue().equals(resolved.get(s.getKey().parameterName()))))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Models.MIXED);
  }

  /** Returns the settings of one run from canonical values by name. */
  public static NrmSettings of(Map<String, String> resolved) {
    Map<NrmParameter, String> values = new EnumMap<>(NrmParameter.class);
    for (NrmParameter parameter : NrmParameter.values()) {
      values.put(parameter, resolved.get(parameter.parameterName()));
    }
    int maxAgents = Integer.parseInt(values.get(NrmParameter.MAX_AGENTS));
    int founders = Integer.parseInt(values.get(NrmParameter.FOUNDERS));
    if (founders > maxAgents) {
      throw new ParameterException(
          "founders: \"%d\" is not allowed; allowed: at most max_agents, %d"
              .formatted(founders, maxAgents));
    }
    return new NrmSettings(
        new SwarmParameters(
            maxAgents,
            Integer.parseInt(values.get(NrmParameter.MAX_DEPTH)),
            Double.parseDouble(values.get(NrmParameter.RESONANCE_THRESHOLD)),
            Double.parseDouble(values.get(NrmParameter.BURST_THRESHOLD)),
            Double.parseDouble(values.get(NrmParameter.FREQUENCY)),
            founders,
            NrmParameter.constant(Mechanism.class, values.get(NrmParameter.POOLING)),
            NrmParameter.constant(Mechanism.class, values.get(NrmParameter.THROTTLING)),
            NrmParameter.constant(Recall.class, values.get(NrmParameter.RECALL))),
        NrmParameter.constant(Sampling.class, values.get(NrmParameter.SAMPLING)),
        NrmParameter.constant(Persistence.class, values.get(NrmParameter.PERSISTENCE)),
        NrmParameter.constant(Retention.class, values.get(NrmParameter.RETENTION)),
        NrmParameter.constant(Grounding.class, values.get(NrmParameter.GROUNDING)),
        Duration.ofMillis(Long.parseLong(values.get(NrmParameter.BLOCKING_MS))),
        DurationText.parse(values.get(NrmParameter.WARMUP)).orElseThrow());
  }

  private static Map<NrmParameter, String> switchesOf(String variant) {
    Map<NrmParameter, String> switches = VARIANTS.get(variant);
    if (switches == null) {
      throw new ParameterException(
          "variant: \"%s\" is not allowed; allowed: optimized, unoptimized".formatted(variant));
    }
    return switches;
  }

  private static NrmParameter parameterNamed(String name) {
    return NrmParameter.named(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    "\"%s\" is not a parameter; allowed: %s".formatted(name, allNames())));
  }

  private static String allNames() {
    return VARIANT
        + ", "
        + Arrays.stream(NrmParameter.values())
            .map(NrmParameter::parameterName)
            .collect(Collectors.joining(", "));
  }
}
