package dev.runvar.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Reads the rows of a file of any format one after the other, as texts by column. */
interface Rows extends Closeable {

  /**
   * Moves to the next row; returns whether there is one.
   *
   * @throws dev.runvar.study.StudyException if the file is not what it should be
   */
  boolean next() throws IOException;

  /** Returns the names of the columns; a new list object if they changed with the current row. */
  List<String> names();

  /** Returns the units of the columns; empty if the file does not give them. */
  default List<String> units() {
    return List.of();
  }

  /** Returns a cell for each column of the current row. */
  List<Cell> cells();

  /** Returns the line that the current row ends in, from 1. */
  int line();

  /** Returns the line that has the names. */
  default int headerLine() {
    return 1;
  }

  /** Returns whether rows further down may have other columns. */
  default ColumnMap.Columns columns() {
    return ColumnMap.Columns.FIXED;
  }

  /** Returns whether the file marks the current row as the first of a run. */
  default boolean beginsRun() {
    return false;
  }
}
