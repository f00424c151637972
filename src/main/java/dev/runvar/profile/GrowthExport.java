package dev.runvar.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("$schema", "https://www.speedscope.app/file-format-schema.json");
      json.writeStringField("name", name);
      json.writeStringField("exporter", "runvar");
      json.writeNumberField("activeProfileIndex", 2);
      json.writeObjectFieldStart("shared");
      json.writeArrayFieldStart("frames");
      for (FunctionId function : frames.keySet()) {
        json.writeStartObject();
        json.writeStringField("name", function.function());
        json.writeStringField("file", function.file());
        if (function.firstLine() > 0) {
          json.writeNumberField("line", function.firstLine());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeArrayFieldStart("profiles");
      List<StackGrowth> stacks = report.stacks();
      profile(json, "first fifth", stacks, frames, StackGrowth::earlyNanos);
      profile(json, "last fifth", stacks, frames, StackGrowth::lateNanos);
      profile(json, "growth", stacks, frames, stack -> stack.lateNanos() - stack.earlyNanos());
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void profile(
      JsonGenerator json,
      String name,
      List<StackGrowth> all,
      Map<FunctionId, Integer> frames,
      ToDoubleFunction<StackGrowth> nanos)
      throws IOException {
    List<StackGrowth> stacks =
        all.stream().filter(stack -> nanos.applyAsDouble(stack) > 0).toList();
    json.writeStartObject();
    json.writeStringField("type", "sampled");
    json.writeStringField("name", name);
    json.writeStringField("unit", "milliseconds");
    json.writeNumberField("startValue", 0);
    json.writeNumberField("endValue", stacks.stream().mapToDouble(nanos).sum() / NANOS_PER_MILLI);
    json.writeArrayFieldStart("samples");
    for (StackGrowth stack : stacks) {
      json.writeStartArray();
      for (FunctionId function : stack.functions()) {
        json.writeNumber(frames.get(function));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("weights");
    for (StackGrowth stack : stacks) {
      json.writeNumber(nanos.applyAsDouble(stack) / NANOS_PER_MILLI);
    }
    json.writeEndArray();
    json.writeEndObject();
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
