package dev.runvar.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the results of a study come from.
 *
 * @param provenance what made them, by name, in the order in which it is shown
 * @param mostRunsAtOnce that shared a host, null when that is not known
 */
public record Origin(Map<String, String> provenance, Integer mostRunsAtOnce) {

  public Origin {
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }
}
