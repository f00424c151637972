package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerEnvironmentTest {

  private static final Map<String, String> SET_BY_USER =
      Map.of(
          "PYTHONPATH", "/mine",
          "JAVA_TOOL_OPTIONS", "-Xmx1g",
          "NODE_OPTIONS", "--no-warnings",
          "LD_PRELOAD", "/mine.so");

  @TempDir Path directory;

  private ProfileRequest request(Map<String, String> inherited) {
    return new ProfileRequest(
        directory, 100, Optional.empty(), Map.of(), CensusMode.OFF, inherited);
  }

  @Test
  void variables_that_the_user_has_set_stay_in_effect() throws Exception {
    ProfileRequest request = request(SET_BY_USER);
    String path = new PythonProfiler().environment(request).get("PYTHONPATH");
    assertEquals(directory + "/agent-python:/mine", path);
    String java = new JfrProfiler().environment(request).get("JAVA_TOOL_OPTIONS");
    assertTrue(java.startsWith("-Xmx1g -XX:+IgnoreUnrecognizedVMOptions "), java);
    String node = new NodeProfiler().environment(request).get("NODE_OPTIONS");
    assertEquals("--no-warnings --require \"%s/agent-node/agent.js\"".formatted(directory), node);
    String preload =
        new AsyncProfiler(Path.of("/a.so"), "queue", AsyncProfiler.Clock.EVENTS)
            .environment(request)
            .get("LD_PRELOAD");
    assertEquals("/mine.so:/a.so", preload);
  }

  @Test
  void a_command_that_starts_others_gets_the_variables_of_every_interpreter() throws Exception {
    Map<String, String> environment = new ShellProfiler().environment(request(Map.of()));
    assertTrue(
        environment
            .keySet()
            .containsAll(java.util.List.of("PYTHONPATH", "JAVA_TOOL_OPTIONS", "NODE_OPTIONS")));
  }

  @Test
  void the_agent_gets_its_files_and_its_settings() throws Exception {
    ProfileRequest request =
        new ProfileRequest(
            directory,
            50,
            Optional.of("model:Model.step"),
            Map.of("collect", "model:collect"),
            CensusMode.CONTAINERS,
            Map.of());
    Map<String, String> environment = new PythonProfiler().environment(request);
    JsonNode settings = new ObjectMapper().readTree(environment.get("RUNVAR_AGENT"));
    assertEquals(directory.toString(), settings.get("directory").asText());
    assertEquals(50, settings.get("rate").asInt());
    assertEquals("model:Model.step", settings.get("step").asText());
    assertEquals("model:collect", settings.get("phases").get("collect").asText());
    assertEquals("containers", settings.get("census").asText());
    for (String name :
        new String[] {"sitecustomize", "_runvar_sampler", "_runvar_steps", "_runvar_census"}) {
      assertTrue(Files.exists(directory.resolve("agent-python").resolve(name + ".py")), name);
    }
  }

  @Test
  void phases_without_a_step_are_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ProfileRequest(
                directory, 50, Optional.empty(), Map.of("a", "b:c"), CensusMode.OFF, Map.of()));
  }
}
