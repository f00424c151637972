package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.StudyException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of every known kind: each has a reading whose cycles rise and whose times are
 * possible, or is refused in one line.
 */
class ImportMutationsTest {

  private static final String DIRECTORY = "src/test/resources/import/";
  private static final int FEW = 60;
  private static final int MANY = 1_000;
  private static final int MOST_BYTES = 20_000;

  /** A mutation of 20 KB takes milliseconds. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final List<String> FILES =
      List.of(
          "01-openfoam/log.interFoam.gz",
          "02-lammps/log.lammps.gz",
          "03-liggghts/log.liggghts.gz",
          "04-wrf/nested/rsl.out.0000.gz",
          "05-sumo/summary.xml.gz",
          "06-monitor/0.monitor.csv.gz",
          "07-progress/run1/progress.csv.gz",
          "08-ray-csv/progress_it_1_1000.csv.gz",
          "09-ray-json/result.json.gz",
          "11-fds/case_steps.csv.gz",
          "11-fds/case.out.gz",
          "13-semicolon/summary.csv.gz",
          "14-progress-lines/keras3.log.gz",
          "14-progress-lines/tqdm.log.gz");

  private static final List<String> TOKENS =
      List.of(
          "NaN",
          "-1",
          "1e309",
          "\0",
          "\u001b[31m",
          "{",
          "]",
          "\"",
          ",",
          ";",
          "\t",
          "\r",
          "\n",
          "#",
          "\uFEFF",
          "é",
          "x".repeat(70_000),
          "(a+)+$",
          "-inf",
          "99999999999999999999",
          " ");

  private static final String HOSTILE = "(?<wall_nanos>(a+)+)$|^(?<x>(.*a){20})";

  @TempDir private Path directory;
  private int read;

  @Test
  void some_mutations() throws IOException {
    mutate(0, FEW);
    assertTrue(read > FEW / 4, read + " were read");
  }

  @Test
  @Tag("long")
  void a_thousand_mutations() throws IOException {
    mutate(FEW, FEW + MANY);
  }

  private void mutate(int from, int to) throws IOException {
    for (int seed = from; seed < to; seed++) {
      Random random = new Random(seed);
      String name = FILES.get(seed % FILES.size());
      byte[] content = content(name);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        content = mutated(content, random);
      }
      String file = new File(name).getName().replace(".gz", "");
      Path path = Files.write(directory.resolve(file), content);
      long begin = System.nanoTime();
      check("mutation %d of %s".formatted(seed, name), path.toString(), seed);
      assertTrue(System.nanoTime() - begin < LONGEST.toNanos(), "too slow: " + seed);
    }
  }

  private void check(String what, String file, int seed) throws IOException {
    Map<String, List<String>> said = seed % 17 == 0 ? Map.of("line", List.of(HOSTILE)) : Map.of();
    ImportRequest request =
        new ImportRequest(
            List.of(file),
            Optional.empty(),
            new Reading(said),
            Optional.empty(),
            ImportRequest.Grouping.FILE_BY_FILE,
            new RunDefaults(Optional.empty(), Optional.empty()));
    try {
      CollectedRuns runs = CollectedRuns.of(request);
      for (int run = 0; run < runs.runs().size(); run++) {
        for (double seconds : runs.wallSeconds(run)) {
          assertTrue(seconds >= 0 && seconds < 1e7, what + ": " + seconds + " s");
        }
        double[] numbers = runs.numbers(run);
        for (int i = 1; i < numbers.length; i++) {
          assertTrue(numbers[i] > numbers[i - 1], what + ": the cycles do not rise");
        }
      }
      read++;
    } catch (StudyException | MappingException e) {
      assertEquals(1, e.getMessage().lines().count(), what + ": " + e.getMessage());
    }
  }

  private static byte[] content(String name) throws IOException {
    try (InputStream in = new InputFile(name, Path.of(DIRECTORY + name)).bytes()) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  private static byte[] mutated(byte[] content, Random random) {
    int from = random.nextInt(content.length + 1);
    int to = Math.min(content.length, from + random.nextInt(200));
    return switch (random.nextInt(9)) {
      case 0 -> Arrays.copyOf(content, from);
      case 1 -> joined(content, from, new byte[0], to);
      case 2 -> joined(content, to, Arrays.copyOfRange(content, from, to), to);
      case 3 -> joined(content, from, token(random), from);
      case 4 -> joined(content, from, token(random), to);
      case 5 -> withBytes(content, random);
      case 6 -> reordered(content, random);
      case 7 -> separated(content, random);
      default -> joined(content, content.length, content, content.length);
    };
  }

  private static byte[] token(Random random) {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] withBytes(byte[] content, Random random) {
    byte[] copy = content.clone();
    for (int i = 0; i < 20 && copy.length > 0; i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  private static byte[] reordered(byte[] content, Random random) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    if (random.nextBoolean()) {
      Collections.shuffle(lines, random);
    } else {
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    }
    return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] separated(byte[] content, Random random) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String other = List.of(";", "\t", "|", " ").get(random.nextInt(4));
    return text.replace(",", other).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[] content, int end, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(content, 0, end);
    out.writeBytes(middle);
    out.write(content, from, content.length - from);
    return out.toByteArray();
  }
}
