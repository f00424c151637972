package dev.runvar.causes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.CourseGrid;
import dev.runvar.facts.Peers;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunGrowth;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.lab.AdversarialStudy;
import dev.runvar.lab.SyntheticStudy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Answers a study a line, as JSON, with the verdicts of the rules and the growth of each run. It
 * lets other programs check the rules on studies of their own, without files.
 *
 * <p>A request holds the runs: {@code {"runs": [{"seed": number, "cores": number, "columns": {name:
 * values}, "phases": {name: values}}], "work": [gauges]}}, of which seed, cores and work may be
 * left out; each run is then of a seed of its own. Or it names a study that this program makes:
 * {@code {"made": {"mechanism": name}, "runs": number, "random": number}}, or {@code noise}, {@code
 * drift}, {@code cause}, {@code cost} and {@code cycles} in place of the mechanism; the answer then
 * has the runs, too.
 */
final class RulesServer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RulesServer() {}

  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
    }
  }

  /** A run with what is known of it beside its cycles. */
  private record Replicate(int seed, RunTelemetry run, RunContext context) {}

  private static Map<String, Object> answer(JsonNode study) {
    if (!study.has("made")) {
      return answer(replicates(study));
    }
    List<RunTelemetry> runs = made(study);
    RunContext context = RunContext.of(TestStudy.SCOPE);
    Map<String, Object> answer =
        answer(
            IntStream.range(0, runs.size())
                .mapToObj(seed -> new Replicate(seed, runs.get(seed), context))
                .toList());
    answer.put("runs", runs.stream().map(RulesServer::written).toList());
    return answer;
  }

  private static Map<String, Object> answer(List<Replicate> replicates) {
    IntSummaryStatistics cycles =
        replicates.stream().mapToInt(replicate -> replicate.run().rows()).summaryStatistics();
    CourseGrid grid = CourseGrid.of(cycles.getMin(), cycles.getMax());
    StudySurvey all = new StudySurvey(grid);
    Map<Integer, StudySurvey> ofSeeds = new HashMap<>();
    for (Replicate replicate : replicates) {
      all.add(replicate.run(), replicate.context());
      ofSeeds
          .computeIfAbsent(replicate.seed(), seed -> new StudySurvey(grid))
          .add(replicate.run(), replicate.context());
    }
    List<RunEffects> effects = new ArrayList<>();
    List<Object> growth = new ArrayList<>();
    for (Replicate replicate : replicates) {
      StudySurvey sameSeed = ofSeeds.get(replicate.seed());
      effects.add(
          RunEffects.ofCauses(
              replicate.seed(), replicate.run(), replicate.context(), all, sameSeed));
      growth.add(growth(replicate, all.of(replicate.run(), sameSeed)));
    }
    double floor = TestStudy.SCOPE.delta();
    Map<String, Object> answer = new HashMap<>();
    answer.put("verdicts", TestStudy.verdicts(effects, floor));
    answer.put("growth", growth);
    return answer;
  }

  /** Returns the early and late times of a run; null where it has too few cycles for them. */
  private static Map<String, Object> growth(Replicate replicate, Peers peers) {
    return RunGrowth.of(new RunView(replicate.run(), replicate.context(), peers))
        .map(
            growth -> {
              Map<String, Object> times = new HashMap<>();
              times.put("period", growth.period());
              times.put("early", growth.earlyNanos());
              times.put("late", growth.lateNanos());
              times.put("earlyPhases", growth.earlyPhases());
              times.put("latePhases", growth.latePhases());
              return times;
            })
        .orElse(null);
  }

  private static List<Replicate> replicates(JsonNode study) {
    List<String> work = new ArrayList<>();
    study.path("work").forEach(gauge -> work.add(gauge.asText()));
    AnalysisScope scope = TestStudy.SCOPE.withWork(work);
    List<JsonNode> runs = StreamSupport.stream(study.get("runs").spliterator(), false).toList();
    return IntStream.range(0, runs.size())
        .mapToObj(
            number -> {
              JsonNode run = runs.get(number);
              OptionalDouble cores =
                  run.has("cores")
                      ? OptionalDouble.of(run.get("cores").asDouble())
                      : OptionalDouble.empty();
              return new Replicate(
                  run.path("seed").asInt(number),
                  new RunTelemetry(columns(run.get("columns")), columns(run.get("phases"))),
                  new RunContext(scope, cores, OptionalLong.empty()));
            })
        .toList();
  }

  private static List<RunTelemetry> made(JsonNode study) {
    JsonNode made = study.get("made");
    SplittableRandom random = new SplittableRandom(study.get("random").asLong());
    IntStream numbers = IntStream.range(0, study.get("runs").asInt());
    if (made.has("mechanism")) {
      AdversarialStudy adversarial =
          new AdversarialStudy(AdversarialStudy.Mechanism.valueOf(made.get("mechanism").asText()));
      return numbers.mapToObj(number -> adversarial.run(number, random)).toList();
    }
    SyntheticStudy synthetic =
        new SyntheticStudy(
            SyntheticStudy.Noise.valueOf(made.get("noise").asText()),
            SyntheticStudy.Drift.valueOf(made.get("drift").asText()),
            SyntheticStudy.Cause.valueOf(made.get("cause").asText()),
            SyntheticStudy.Cost.valueOf(made.get("cost").asText()),
            made.get("cycles").asInt());
    return numbers.mapToObj(number -> synthetic.run(random)).toList();
  }

  private static Map<String, double[]> columns(JsonNode node) {
    Map<String, double[]> columns = new HashMap<>();
    node.properties()
        .forEach(
            column -> {
              double[] values = new double[column.getValue().size()];
              for (int i = 0; i < values.length; i++) {
                JsonNode value = column.getValue().get(i);
                values[i] = value.isNull() ? Double.NaN : value.asDouble();
              }
              columns.put(column.getKey(), values);
            });
    return columns;
  }

  private static Map<String, Object> written(RunTelemetry run) {
    Map<String, double[]> phases = new TreeMap<>();
    run.phases().forEach(phase -> phases.put(phase, run.phase(phase).orElseThrow()));
    return Map.of("columns", written(run.columns()), "phases", written(phases));
  }

  /** JSON has no NaN: a value that is not there is null. */
  private static Map<String, List<Double>> written(Map<String, double[]> columns) {
    Map<String, List<Double>> written = new TreeMap<>();
    columns.forEach(
        (name, values) ->
            written.put(
                name,
                Arrays.stream(values)
                    .mapToObj(value -> Double.isNaN(value) ? null : (Double) value)
                    .toList()));
    return written;
  }
}
