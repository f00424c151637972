package dev.runvar.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Writes growth by function in formats that other programs draw. */
public final class GrowthExport {

  private static final double NANOS_PER_MILLI = 1e6;

  private GrowthExport() {}

  /**
   * Returns a file for speedscope with three profiles in milliseconds per cycle: the first fifth,
   * the last fifth, and the growth. The third leaves out stacks that shrank.
   */
  public static String speedscope(String name, GrowthReport report) {
    Map<FunctionId, Integer> frames = new LinkedHashMap<>();
    report
        .stacks()
        .forEach(
            stack ->
                stack.functions().forEach(function -> frames.putIfAbsent(function, frames.size())));
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("$schema", "https://www.speedscope.app/file-format-schema.json")
            .put("name", name)
            .put("exporter", "runvar")
            .put("activeProfileIndex", 2);
    ArrayNode shared = json.putObject("shared").putArray("frames");
    for (FunctionId function : frames.keySet()) {
      ObjectNode frame = shared.addObject();
      frame.put("name", function.function()).put("file", function.file());
      if (function.firstLine() > 0) {
        frame.put("line", function.firstLine());
      }
    }
    ArrayNode profiles = json.putArray("profiles");
    List<StackGrowth> stacks = report.stacks();
    profile(profiles, "first fifth", stacks, frames, StackGrowth::earlyNanos);
    profile(profiles, "last fifth", stacks, frames, StackGrowth::lateNanos);
    profile(profiles, "growth", stacks, frames, stack -> stack.lateNanos() - stack.earlyNanos());
    return json.toString();
  }

  private static void profile(
      ArrayNode profiles,
      String name,
      List<StackGrowth> all,
      Map<FunctionId, Integer> frames,
      ToDoubleFunction<StackGrowth> nanos) {
    List<StackGrowth> stacks =
        all.stream().filter(stack -> nanos.applyAsDouble(stack) > 0).toList();
    ObjectNode profile =
        profiles
            .addObject()
            .put("type", "sampled")
            .put("name", name)
            .put("unit", "milliseconds")
            .put("startValue", 0)
            .put("endValue", stacks.stream().mapToDouble(nanos).sum() / NANOS_PER_MILLI);
    ArrayNode samples = profile.putArray("samples");
    ArrayNode weights = profile.putArray("weights");
    for (StackGrowth stack : stacks) {
      ArrayNode sample = samples.addArray();
      stack.functions().forEach(function -> sample.add(frames.get(function)));
      weights.add(nanos.applyAsDouble(stack) / NANOS_PER_MILLI);
    }
  }

  /**
   * Returns folded stacks with two columns, early and late, in whole nanoseconds per cycle: the
   * input of differential flame graphs.
   */
  public static String folded(GrowthReport report) {
    StringBuilder text = new StringBuilder();
    for (StackGrowth stack : report.stacks()) {
      String separator = "";
      for (FunctionId function : stack.functions()) {
        text.append(separator).append(foldable(function.function()));
        separator = ";";
      }
      text.append(' ')
          .append(Math.round(stack.earlyNanos()))
          .append(' ')
          .append(Math.round(stack.lateNanos()))
          .append('\n');
    }
    return text.toString();
  }

  private static String foldable(String name) {
    return name.replace(';', ':').replace('\n', ' ');
  }
}
