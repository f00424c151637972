package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The figures of an analysis against telemetry that is written down in src/test/resources.
 *
 * <p>Two runs of ten cycles, one cycle number left out, a phase that is missing in the first cycle.
 * Expected values are those of NumPy and statsmodels 0.15.0: {@code w.mean()}, {@code w.std() /
 * w.mean()}, means of {@code w[:2]} and {@code w[-2:]}, {@code np.polyfit(hours, w, 1)} over the
 * thirds, {@code sm.OLS(w, sm.add_constant(x)).fit()} over both runs pooled.
 */
class AnalysisFiguresIT {

  private static final String STUDY =
      """
      study: figures
      cycles: 12
      replications: 1
      seed: 3
      criteria: paper8
      workload: {command: [sh, -c, 'cp src/test/resources/telemetry/{which}.jsonl $RUNVAR_TELEMETRY']}
      experiments:
        only:
          fixed: {variant: unoptimized}
          factors: {which: [a, b]}
      """;

  @TempDir private static Path directory;
  private static JsonNode analysis;
  private static final StringWriter OUT = new StringWriter();

  @BeforeAll
  static void analyse() throws IOException {
    Path study = Files.writeString(directory.resolve("study.yaml"), STUDY);
    PrintWriter out = new PrintWriter(OUT, true);
    assertEquals(
        0,
        Main.run(
            out, out, "run", "--details", study.toString(), "--workspace", directory.toString()));
    analysis =
        new ObjectMapper().readTree(directory.resolve("figures/analysis/analysis.json").toFile());
  }

  @Test
  void runtime_variation_and_acceleration() {
    assertFigure(1529.25, "/experiments/0/meanNanos");
    assertFigure(0.02491547492326598, "/experiments/0/cv");
    assertFigure(0.03213342144090332, "/experiments/0/acceleration");
    assertFigure(3, "/experiments/0/hostReadingsPerCycle");
    assertFigure(9.5, "/experiments/0/meanPopulation");
    assertFigure(81, "/experiments/0/patternsAtEnd");
  }

  @Test
  void rates_and_milestones_against_the_baseline() {
    assertFigure(16917190.268961966, "/experiments/0/ratePerHour/early");
    assertFigure(2428244.902816817, "/experiments/0/ratePerHour/late");
    assertFigure(0.014249999999999985, "/experiments/0/milestones/early");
    assertFigure(0.028750000000000053, "/experiments/0/milestones/middle");
    assertFigure(0.038500000000000034, "/experiments/0/milestones/late");
  }

  @Test
  void growth_by_phase_and_outside() {
    assertFigure(24.5, "/experiments/0/growth/totalNanos");
    assertEquals("recall", analysis.at("/experiments/0/growth/parts/0/name").asText());
    assertFigure(80, "/experiments/0/growth/parts/0/nanos");
    assertFigure(0, "/experiments/0/growth/parts/1/nanos");
    assertFigure(-55.5, "/experiments/0/growth/parts/2/nanos");
  }

  @Test
  void regressions_of_the_pooled_cycles() {
    assertFigure(9.222813636976426, "/phase1a/hypotheses/1/paper/statistics/linear");
    assertFigure(-0.7170529578224301, "/phase1a/hypotheses/1/paper/statistics/quadratic");
    assertFigure(0.0004429193686574795, "/phase1a/hypotheses/1/paper/statistics/r2");
    assertFigure(0.001037597656249993, "/phase1a/hypotheses/2/paper/statistics/slope");
    assertFigure(0.00015312219601604227, "/phase1a/hypotheses/2/paper/statistics/r2");
    assertFigure(0.1388599958393879, "/phase1a/hypotheses/4/paper/statistics/slope");
    assertFigure(5.893183580929495e-05, "/phase1a/hypotheses/4/paper/statistics/r2");
  }

  @Test
  void what_the_program_did_not_report_is_not_measurable() {
    assertTrue(analysis.at("/phase1a/hypotheses/0/paper/met").isNull());
    assertTrue(analysis.at("/phase1a/hypotheses/3/paper/met").isNull());
    assertFalse(analysis.has("phase1b"));
  }

  @Test
  void runs_with_fewer_cycles_than_asked_for_are_told() {
    assertEquals(2, analysis.at("/runs/incomplete").asInt());
    assertTrue(OUT.toString().contains("2 of them with fewer cycles than planned"), OUT.toString());
  }

  @Test
  void the_figure_has_300_dots_per_inch_and_is_not_blank() throws IOException {
    Path figure =
        directory.resolve("figures/report/figures/paper8_fig1_runtime_variance_timeline.png");
    assertTrue(OUT.toString().contains("Figure:"), OUT.toString());
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(Files.readAllBytes(figure)))) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
      reader.setInput(in);
      IIOMetadataNode physical =
          (IIOMetadataNode)
              ((IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0"))
                  .getElementsByTagName("pHYs")
                  .item(0);
      assertEquals("meter", physical.getAttribute("unitSpecifier"));
      // 300 / 25.4 · 1000 dots per metre.
      assertEquals("11811", physical.getAttribute("pixelsPerUnitXAxis"));
      int[] pixels = reader.read(0).getRGB(0, 0, 2100, 1350, null, 0, 2100);
      long coloured =
          java.util.Arrays.stream(pixels).filter(pixel -> (pixel & 0xFFFFFF) == 0x0072B2).count();
      assertTrue(coloured > 1000, "blue pixels: " + coloured);
    }
  }

  private static void assertFigure(double expected, String path) {
    assertTrue(analysis.at(path).isNumber(), path);
    assertEquals(expected, analysis.at(path).asDouble(), 1e-9 * Math.abs(expected) + 1e-12, path);
  }
}
