package dev.runvar.nrm;

import dev.runvar.program.Model;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The swarm as a model that studies can run. */
public final class NrmModel implements Model {

  @Override
  public String name() {
    return NrmWorkload.NAME;
  }

  @Override
  public int version() {
    return NrmSettings.MODEL_VERSION;
  }

  @Override
  public int parameters() {
    return NrmParameter.values().length;
  }

  @Override
  public void checkValue(String name, String value) {
    NrmSettings.checkValue(name, value);
  }

  @Override
  public SortedMap<String, String> resolve(Map<String, String> given) {
    return NrmSettings.resolve(given);
  }

  @Override
  public Optional<String> variantOf(Map<String, String> parameters) {
    return NrmSettings.variantOf(parameters);
  }

  @Override
  public Class<?> mainClass() {
    return RunProcess.class;
  }

  @Override
  public String classPath() {
    return RunProcess.classPath();
  }

  @Override
  public void run(
      Map<String, String> parameters, long seed, Path scratch, int cycles, TelemetrySink sink)
      throws IOException {
    new NrmWorkload(NrmSettings.of(parameters), seed, scratch).run(cycles, sink);
  }
}
