package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Node: an agent that talks to the inspector of its own process. */
public final class NodeProfiler implements Profiler {

  private static final String AGENT = "agent-node";
  private static final String OPTIONS = "NODE_OPTIONS";
  private static final long MICROS_PER_SECOND = 1_000_000;

  @Override
  public String name() {
    return "node";
  }

  @Override
  public Map<String, String> environment(ProfileRequest request) throws IOException {
    if (request.rateHertz() == 0) {
      return Map.of();
    }
    Path directory = request.directory().toAbsolutePath();
    Path agent =
        AgentFiles.copied("node", List.of("agent.js"), directory.resolve(AGENT))
            .resolve("agent.js");
    String file = agent.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    Map<String, String> environment = new TreeMap<>();
    environment.put("RUNVAR_NODE_DIRECTORY", directory.toString());
    environment.put(
        "RUNVAR_NODE_INTERVAL_MICROS", String.valueOf(MICROS_PER_SECOND / request.rateHertz()));
    environment.put(
        OPTIONS, Variables.after(request.inherited(), OPTIONS, "--require \"" + file + "\"", " "));
    return environment;
  }

  @Override
  public Profile read(Path directory, Path program) throws IOException {
    return NodeProfile.read(directory, program);
  }
}
