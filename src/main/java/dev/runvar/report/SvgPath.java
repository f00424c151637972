package dev.runvar.report;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;

/**
 * The outline of shapes as the data of an SVG path: relative, in tenths of a unit, which are finer
 * than a dot of print. Points that fall on the one before are left out.
 */
final class SvgPath {

  private static final double PARTS = 10;

  private final StringBuilder data = new StringBuilder();
  private long x;
  private long y;
  private long startX;
  private long startY;
  private char command;

  /** Adds a shape, moved by a transform. */
  SvgPath add(Shape shape, AffineTransform transform) {
    double[] points = new double[6];
    boolean isBegun = false;
    for (PathIterator path = shape.getPathIterator(transform); !path.isDone(); path.next()) {
      switch (path.currentSegment(points)) {
        case PathIterator.SEG_MOVETO -> {
          move(parts(points[0]), parts(points[1]));
          isBegun = false;
        }
        case PathIterator.SEG_LINETO -> {
          // The first line stays although it has no length: its caps are a dot.
          line(parts(points[0]), parts(points[1]), isBegun);
          isBegun = true;
        }
        case PathIterator.SEG_QUADTO -> curve('q', points, 2);
        case PathIterator.SEG_CUBICTO -> curve('c', points, 3);
        default -> close();
      }
    }
    return this;
  }

  boolean isEmpty() {
    return data.isEmpty();
  }

  private void move(long toX, long toY) {
    command('M');
    number(toX);
    number(toY);
    x = toX;
    y = toY;
    startX = x;
    startY = y;
    // What follows a point that was moved to, without a command, would be lines to places.
    command = 0;
  }

  private void line(long toX, long toY, boolean mayBeLeftOut) {
    if (toX == x && toY == y && mayBeLeftOut) {
      return;
    }
    if (toY == y) {
      command('h');
      number(toX - x);
    } else if (toX == x) {
      command('v');
      number(toY - y);
    } else {
      command('l');
      number(toX - x);
      number(toY - y);
    }
    x = toX;
    y = toY;
  }

  private void curve(char name, double[] points, int count) {
    command(name);
    for (int i = 0; i < count; i++) {
      number(parts(points[2 * i]) - x);
      number(parts(points[2 * i + 1]) - y);
    }
    x = parts(points[2 * count - 2]);
    y = parts(points[2 * count - 1]);
  }

  private void close() {
    data.append('z');
    command = 0;
    x = startX;
    y = startY;
  }

  /** Lines of one direction do not repeat it. */
  private void command(char name) {
    if (name != command) {
      data.append(name);
      command = name;
    }
  }

  private void number(long parts) {
    if (parts >= 0 && Character.isDigit(data.charAt(data.length() - 1))) {
      data.append(' ');
    }
    append(data, parts);
  }

  private static long parts(double value) {
    return Math.round(PARTS * value);
  }

  /** Returns a length or a coordinate in tenths of a unit. */
  static String number(double value) {
    return append(new StringBuilder(), parts(value)).toString();
  }

  private static StringBuilder append(StringBuilder text, long parts) {
    if (parts < 0) {
      text.append('-');
    }
    long size = Math.abs(parts);
    if (size >= 10 || size == 0) {
      text.append(size / 10);
    }
    if (size % 10 != 0) {
      text.append('.').append(size % 10);
    }
    return text;
  }

  @Override
  public String toString() {
    return data.toString();
  }
}
