package dev.runvar.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A random study that can grow.
 *
 * <p>Its words are few and short, so that two studies often have the same run, and different runs
 * read alike when their parts are put one after the other.
 */
final class RandomStudy {

  private static final List<String> WORDS = List.of("a", "b", "aa", "ab", "ba", "aab");

  private final SplittableRandom random;
  private final long seed;
  private final int cycles;
  private final String command;
  private final Map<String, Design> experiments = new TreeMap<>();
  private int replications;

  RandomStudy(SplittableRandom random) {
    this.random = random;
    seed = random.nextLong(3);
    cycles = random.nextInt(1, 3);
    command = word();
    replications = random.nextInt(1, 5);
    experiments.put(word(), new Design());
    addExperiments();
  }

  /** Adds replications, experiments, levels and treatments, or nothing of some of them. */
  void extend() {
    replications += random.nextInt(3);
    experiments.values().forEach(Design::extend);
    addExperiments();
  }

  private void addExperiments() {
    for (int more = random.nextInt(3); more > 0; more--) {
      experiments.putIfAbsent(word(), new Design());
    }
  }

  /** Returns the study's text; order, labels and timeout are others each time. */
  String yaml() {
    Map<String, Object> study = new TreeMap<>();
    study.put("study", "random");
    study.put("seed", String.valueOf(seed));
    study.put("cycles", String.valueOf(cycles));
    study.put("replications", String.valueOf(replications));
    study.put("workload", Map.of("command", List.of(command)));
    study.put("timeout", random.nextInt(1, 100) + "s");
    Map<String, Object> written = new TreeMap<>();
    experiments.forEach((id, design) -> written.put(id, design.entries()));
    study.put("experiments", written);
    return text(study);
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      return shuffled(map.entrySet()).stream()
          .map(entry -> "%s: %s".formatted(entry.getKey(), text(entry.getValue())))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> items) {
      return shuffled(items).stream().map(this::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.toString();
  }

  private <T> List<T> shuffled(Collection<T> items) {
    List<T> shuffled = new ArrayList<>();
    for (T item : items) {
      shuffled.add(random.nextInt(shuffled.size() + 1), item);
    }
    return shuffled;
  }

  /** An experiment: some factors, crossed or with some of their combinations listed. */
  private final class Design {

    private final Map<String, String> fixed = random.nextBoolean() ? Map.of() : Map.of("f", word());
    private final Map<String, Set<String>> factors = new TreeMap<>();
    private final boolean crossed = random.nextBoolean();
    private final Set<Map<String, String>> treatments = new LinkedHashSet<>();

    Design() {
      for (int more = random.nextInt(1, 4); more > 0; more--) {
        factors.put(word(), new LinkedHashSet<>());
      }
      factors.values().forEach(levels -> levels.add(word()));
      treatments.add(treatment());
      extend();
    }

    private void extend() {
      factors.values().forEach(levels -> levels.add(word()));
      treatments.add(treatment());
    }

    private Map<String, String> treatment() {
      Map<String, String> treatment = new TreeMap<>();
      factors.forEach((name, levels) -> treatment.put(name, word()));
      return treatment;
    }

    private Map<String, Object> entries() {
      Map<String, Object> entries = new TreeMap<>();
      entries.put("label", word());
      entries.put("fixed", fixed);
      entries.put(crossed ? "factors" : "treatments", crossed ? factors : treatments);
      return entries;
    }
  }
}
