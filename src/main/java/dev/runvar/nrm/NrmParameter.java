package dev.runvar.nrm;

import dev.runvar.nrm.model.Mechanism;
import dev.runvar.nrm.model.Recall;
import dev.runvar.program.DurationText;
import dev.runvar.program.ParameterException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parameters of the built-in workload: their names, defaults and the values that they take. */
public enum NrmParameter {
  MAX_AGENTS("100", wholeNumber(1, 100_000)),
  MAX_DEPTH("7", wholeNumber(0, 1_000_000)),
  RESONANCE_THRESHOLD("0.99", number(Double.MIN_NORMAL, 1, "a number above 0, at most 1")),
  BURST_THRESHOLD("1000", number(Double.MIN_NORMAL, 1e12, "a number above 0, at most 1e12")),
  FREQUENCY(
      "low",
      named(
          Map.of("low", "0.05", "high", "0.2"),
          number(Double.MIN_NORMAL, 1e6, "a number above 0, at most 1e6"))),
  FOUNDERS("low", named(Map.of("low", "1", "high", "5"), wholeNumber(1, 100_000))),
  POOLING("off", words(Mechanism.class)),
  THROTTLING("off", words(Mechanism.class)),
  RECALL("linear", words(Recall.class)),
  GROUNDING("seeded", words(Grounding.class)),
  SAMPLING("cached", words(Sampling.class)),
  PERSISTENCE("batched", words(Persistence.class)),
  RETENTION("latest", words(Retention.class)),
  BLOCKING_MS("0", wholeNumber(0, 3_600_000)),
  WARMUP("1s", duration());

  /**
   * Turns a value as written into the one form that equal values share, or says what is allowed.
   */
  private record Values(String allowed, Function<String, Optional<String>> canonical) {}

  private final String parameterName = name().toLowerCase(Locale.ROOT);
  private final String defaultValue;
  private final Values values;

  NrmParameter(String defaultValue, Values values) {
    this.defaultValue = defaultValue;
    this.values = values;
  }

  public String parameterName() {
    return parameterName;
  }

  String defaultValue() {
    return defaultValue;
  }

  /** Returns the one form that equal values share; {@link ParameterException} for other values. */
  String canonical(String value) {
    return values
        .canonical()
        .apply(value)
        .orElseThrow(
            () ->
                new ParameterException(
                    "%s: \"%s\" is not allowed; allowed: %s"
                        .formatted(parameterName, value, values.allowed())));
  }

  static Optional<NrmParameter> named(String name) {
    return Arrays.stream(values()).filter(p -> p.parameterName.equals(name)).findFirst();
  }

  private static Values wholeNumber(int least, int most) {
    return new Values(
        "a whole number from %d to %d".formatted(least, most),
        text ->
            text.matches("\\d{1,9}")
                ? Optional.of(Integer.valueOf(text))
                    .filter(value -> value >= least && value <= most)
                    .map(String::valueOf)
                : Optional.empty());
  }

  private static Values number(double least, double most, String allowed) {
    return new Values(
        allowed,
        text ->
            text.matches("\\d{1,15}(\\.\\d{1,17})?([eE][-+]?\\d{1,3})?")
                ? Optional.of(Double.valueOf(text))
                    .filter(value -> value >= least && value <= most)
                    .map(String::valueOf)
                : Optional.empty());
  }

  private static Values named(Map<String, String> levels, Values others) {
    return new Values(
        "low, high or " + others.allowed(),
        text -> others.canonical().apply(levels.getOrDefault(text, text)));
  }

  private static Values duration() {
    return new Values(
        "0s to 1h, written as 500ms, 0.3s or 2m",
        text ->
            DurationText.parse(text)
                .filter(duration -> duration.compareTo(Duration.ofHours(1)) <= 0)
                .map(DurationText::format));
  }

  private static <E extends Enum<E>> Values words(Class<E> type) {
    Map<String, E> byWord =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(NrmParameter::word, Function.identity()));
    String allowed =
        Arrays.stream(type.getEnumConstants())
            .map(NrmParameter::word)
            .collect(Collectors.joining(", "));
    return new Values(
        allowed, text -> byWord.containsKey(text) ? Optional.of(text) : Optional.empty());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the constant that a canonical word of this parameter stands for. */
  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
