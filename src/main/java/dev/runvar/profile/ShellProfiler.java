package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For commands that start other programs, such as {@code bash -c} and {@code uv run}. It enables
 * every profiler that an interpreter loads by itself, and uses the profile with the most samples.
 *
 * <p>It does not preload a library, because that would affect every process, also the shell.
 */
public final class ShellProfiler implements Profiler {

  private final List<Profiler> profilers =
      List.of(new PythonProfiler(), new JfrProfiler(), new NodeProfiler());

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public Map<String, String> environment(ProfileRequest request) throws IOException {
    Map<String, String> environment = new TreeMap<>();
    for (Profiler profiler : profilers) {
      environment.putAll(profiler.environment(request));
    }
    return environment;
  }

  @Override
  public Profile read(Path directory, Path program) throws IOException {
    List<Profile> profiles = new ArrayList<>();
    for (Profiler profiler : profilers) {
      profiles.add(profiler.read(directory, program));
    }
    Profile most = profiles.get(0);
    for (Profile profile : profiles) {
      most = profile.sampleCount() > most.sampleCount() ? profile : most;
    }
    if (most.sampleCount() > 0) {
      return most;
    }
    return profiles.stream()
        .flatMap(profile -> profile.notes().stream())
        .filter(note -> note.status().equals("error"))
        .findFirst()
        .map(Profile::none)
        .orElseGet(
            () ->
                Profile.none(
                    new ProfileNote(
                        "refused",
                        "samples",
                        "the command started no Python, Java or Node that samples, or sets PYTHONPATH, JAVA_TOOL_OPTIONS or NODE_OPTIONS and leaves out what they were")));
  }
}
