package dev.runvar.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A dataset of NIST's Statistical Reference Datasets with its certified values. */
record NistDataset(List<List<Double>> rows, List<Double> estimates) {

  NistDataset {
    rows = rows.stream().map(List::copyOf).toList();
    estimates = List.copyOf(estimates);
  }

  static NistDataset read(String name) {
    List<String> lines = lines("/nist/" + name + ".txt");
    return new NistDataset(numbers(lines, "row"), numbers(lines, "estimate").get(0));
  }

  /** Returns a column of the data, in which the response comes first. */
  double[] column(int index) {
    return rows.stream().mapToDouble(row -> row.get(index)).toArray();
  }

  /** Returns an intercept and the given powers of (x − centre) / width. */
  double[][] powers(int degree, double centre, double width) {
    double[][] columns = new double[degree + 1][];
    for (int power = 0; power <= degree; power++) {
      int exponent = power;
      columns[power] =
          DoubleStream.of(column(1)).map(x -> Math.pow((x - centre) / width, exponent)).toArray();
    }
    return columns;
  }

  private static List<List<Double>> numbers(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> Stream.of(line.split(" ", -1)).skip(1).map(Double::valueOf).toList())
        .toList();
  }

  private static List<String> lines(String resource) {
    try (InputStream stream = NistDataset.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
