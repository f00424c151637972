package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;
import dev.runvar.hypothesis.Evidence.Route;
import dev.runvar.statistics.RankCorrelation;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** H1: other load on the host slows the run down. */
final class ResourceContention implements Hypothesis {

  private static final String CRITERION =
      "Spearman, CPU % and memory % against runtime: p < 0.05 for either";

  private static final String CPU = "H1.cpu";
  private static final String MEMORY = "H1.memory";
  private static final String OFF_CPU = "H1.off-cpu";

  private static final Map<String, String> EXPOSURES =
      new TreeMap<>(
          Map.of(
              CPU, "load of the host, through time off the core",
              MEMORY, "memory in use on the host, through time off the core"));

  @Override
  public String id() {
    return "H1";
  }

  @Override
  public String claim() {
    return "system resource contention";
  }

  @Override
  public PaperAnswer paper(PooledFigures figures) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    PaperRule.put(statistics, "cpu", figures.cpuRank());
    PaperRule.put(statistics, "memory", figures.memoryRank());
    statistics.put("every", (double) figures.rankedEvery());
    List<RankCorrelation> measured =
        Stream.of(figures.cpuRank(), figures.memoryRank()).flatMap(rank -> rank.stream()).toList();
    if (measured.isEmpty()) {
      return PaperRule.notMeasurable(CRITERION, statistics);
    }
    return PaperRule.answer(
        CRITERION,
        statistics,
        measured.stream().anyMatch(rank -> rank.p() < PaperRule.SIGNIFICANCE),
        measured.stream().mapToDouble(rank -> Math.abs(rank.rho())).max().orElseThrow());
  }

  @Override
  public void measure(RunView view, EffectValues values) {
    RunTelemetry run = view.run();
    Optional<double[]> offCpu = view.offCpu();
    Optional<double[]> cpu = othersCpu(view);
    Optional<double[]> memory = run.column("host_memory_percent");
    offCpu.ifPresent(
        off -> {
          values.put(OFF_CPU, run.late(off) - run.early(off));
          cpu.ifPresent(load -> measure(CPU, view, off, load, memory, values));
          memory.ifPresent(used -> measure(MEMORY, view, off, used, cpu, values));
        });
  }

  private static void measure(
      String name,
      RunView view,
      double[] offCpu,
      double[] exposure,
      Optional<double[]> other,
      EffectValues values) {
    List<double[]> covariates = view.workAnd(List.of(view.database(), view.patterns(), other));
    Frame.Fits fits = view.readings().fit(offCpu, exposure, covariates);
    Dose.measure(name, fits, view.run().meanWall(), values);
  }

  /** Returns the load of the host, less the run's own where the cores are known. */
  private static Optional<double[]> othersCpu(RunView view) {
    Optional<double[]> all = view.run().column("host_cpu_percent");
    Optional<double[]> own = view.run().column("process_cpu_percent");
    OptionalDouble cores = view.context().cores();
    if (all.isEmpty() || own.isEmpty() || cores.isEmpty()) {
      return all;
    }
    return Optional.of(
        RunView.combined(
            all.get(), own.get(), (host, process) -> host - process / cores.getAsDouble()));
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    if (!replicates.has(OFF_CPU)) {
      return Evidence.notMeasurable("the workload does not report its processor time");
    }
    if (EXPOSURES.keySet().stream().noneMatch(name -> replicates.has(name + Dose.TOLERANCE))) {
      return Evidence.notMeasurable(
          "load and memory of the host were read fewer than %d times a run: it takes runs of some seconds"
              .formatted(Frame.FEWEST_CYCLES));
    }
    List<Evidence> found =
        EXPOSURES.entrySet().stream()
            .filter(exposure -> Dose.isIdentifiable(exposure.getKey(), replicates))
            .map(
                exposure ->
                    Evidence.of(
                        Route.DOSE,
                        exposure.getValue(),
                        replicates,
                        Dose.effect(exposure.getKey(), replicates)))
            .toList();
    if (found.isEmpty()) {
      return Evidence.notMeasurable(
          "neither load nor memory of the host was read while it changed");
    }
    Evidence best = Collections.min(found, Comparator.comparingDouble(Evidence::p));
    return best.withP(Math.min(1, found.size() * best.p()));
  }
}
