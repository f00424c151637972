package dev.runvar.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The models on the class path. */
public final class Models {

  /** The name of a variant whose switches are neither variant's. */
  public static final String MIXED = "mixed";

  private static final List<Model> ALL =
      ServiceLoader.load(Model.class, Model.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private Models() {}

  /** Returns the model that study files without a {@code workload:} run: the only one there is. */
  public static Model builtIn() {
    if (ALL.size() != 1) {
      throw new IllegalStateException("%d models on the class path".formatted(ALL.size()));
    }
    return ALL.get(0);
  }

  /**
   * Returns the variant whose switches these parameters have, as the first model that knows them
   * names it.
   */
  public static Optional<String> variantOf(Map<String, String> parameters) {
    return ALL.stream().flatMap(model -> model.variantOf(parameters).stream()).findFirst();
  }
}
