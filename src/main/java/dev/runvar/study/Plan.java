package dev.runvar.study;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The runs of a study, in the order in which they are started. */
public final class Plan {

  /** The parameter that sets the defaults of the others. */
  static final String VARIANT = "variant";

  /** How the same trajectory is computed: what matched runs may differ in. */
  static final Set<String> SWITCHES = Set.of(VARIANT, "sampling", "persistence", "retention");

  private static final int ID_CHARACTERS = 16;
  private static final int HEXADECIMAL = 16;
  private static final long LARGEST_SEED = Integer.MAX_VALUE;

  private Plan() {}

  /**
   * Returns the runs by replication, shuffled within it by the root seed.
   *
   * <p>An early stop has then sampled evenly, and a drift of the host is not confounded with a
   * factor. A run's place is decided by a hash of its own, so that an extension of the study leaves
   * the order of the runs before it as it was. Runs from elsewhere stay in the order of their
   * files.
   */
  public static List<RunSpec> of(Study study) {
    if (study.wasImported()) {
      return study.imported().stream().map(ImportedPlan::matchedByDesign).toList();
    }
    List<Place> places = new ArrayList<>();
    for (Experiment experiment : study.experiments()) {
      for (Treatment treatment : experiment.treatments()) {
        for (int replication = 0; replication < study.replications(); replication++) {
          places.add(place(study, experiment, treatment, replication));
        }
      }
    }
    places.sort(
        Comparator.comparingInt(Place::replication)
            .thenComparing(Place::shuffled, Long::compareUnsigned)
            .thenComparing(Place::runId));
    List<RunSpec> runs = new ArrayList<>();
    for (Place place : places) {
      runs.add(spec(study, place, runs.size()));
    }
    return List.copyOf(runs);
  }

  /**
   * Returns the seed of a replication, in 1 … 2³¹ − 1, different for each.
   *
   * <p>A step of 1 from a hashed start keeps them different; runs mix their seed themselves.
   */
  static int seed(long rootSeed, int replication) {
    long start = Long.parseUnsignedLong(hash("seed", rootSeed).substring(0, 15), HEXADECIMAL);
    return (int) ((start + replication) % LARGEST_SEED) + 1;
  }

  private record Place(
      Experiment experiment, Treatment treatment, int replication, String runId, long shuffled) {}

  private static Place place(
      Study study, Experiment experiment, Treatment treatment, int replication) {
    String runId =
        id(
            experiment.id(),
            treatment.parameters(),
            seed(study.seed(), replication),
            study.cycles(),
            study.workloads().of(experiment.id()).fingerprint());
    String shuffled = id("order", study.seed(), runId);
    return new Place(
        experiment, treatment, replication, runId, Long.parseUnsignedLong(shuffled, HEXADECIMAL));
  }

  private static RunSpec spec(Study study, Place place, int order) {
    int seed = seed(study.seed(), place.replication());
    return new RunSpec(
        place.runId(),
        id(unswitched(place.treatment().parameters()), seed, study.workload().fingerprint()),
        place.experiment().id(),
        place.treatment().levels(),
        place.treatment().parameters(),
        place.replication(),
        seed,
        order,
        study.cycles());
  }

  /** Returns the parameters in which matched runs are equal. */
  static SortedMap<String, String> unswitched(Map<String, String> parameters) {
    SortedMap<String, String> unswitched = new TreeMap<>(parameters);
    unswitched.keySet().removeAll(SWITCHES);
    return unswitched;
  }

  static String id(Object... parts) {
    return hash(parts).substring(0, ID_CHARACTERS);
  }

  /** Returns SHA-256 over the parts, each with its length, so that no two lists run together. */
  static String hash(Object... parts) {
    MessageDigest digest = sha256();
    for (Object part : parts) {
      Object flat =
          part instanceof Map<?, ?> map
              ? hash(map.entrySet().stream().map(Plan::entry).toArray())
              : part;
      byte[] bytes = flat.toString().getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String entry(Map.Entry<?, ?> entry) {
    return hash(entry.getKey(), entry.getValue());
  }
}
