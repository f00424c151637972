package dev.runvar.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our own agent for CPython 3.8 or newer, which the interpreter imports as {@code sitecustomize}.
 */
public final class PythonProfiler implements Profiler {

  private static final List<String> FILES =
      List.of("sitecustomize.py", "_runvar_sampler.py", "_runvar_steps.py", "_runvar_census.py");

  private static final String AGENT = "agent-python";

  @Override
  public String name() {
    return "python";
  }

  @Override
  public Map<String, String> environment(ProfileRequest request) throws IOException {
    Path directory = request.directory().toAbsolutePath();
    Path agent = AgentFiles.copied("python", FILES, directory.resolve(AGENT));
    // A program that reports its own cycles needs this module, and may not have it on its path.
    AgentFiles.copied("telemetry", List.of("runvar_telemetry.py"), agent.resolve("telemetry"));
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("directory", directory.toString());
    settings.put("rate", request.rateHertz());
    request.step().ifPresent(step -> settings.put("step", step));
    if (!request.phases().isEmpty()) {
      settings.put("phases", request.phases());
    }
    if (request.census() != CensusMode.OFF) {
      settings.put("census", request.census().name().toLowerCase(Locale.ROOT));
    }
    Map<String, String> environment = new TreeMap<>();
    environment.put("RUNVAR_AGENT", new ObjectMapper().writeValueAsString(settings));
    environment.put(
        "PYTHONPATH", Variables.before(request.inherited(), "PYTHONPATH", agent.toString(), ":"));
    return environment;
  }

  @Override
  public Profile read(Path directory, Path program) throws IOException {
    return AgentProfile.read(directory, program);
  }
}
