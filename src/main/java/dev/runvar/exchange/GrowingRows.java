package dev.runvar.exchange;

import java.util.List;

/** Rows of a file in which each row may name new columns. */
abstract class GrowingRows implements Rows {

  /** The columns so far, with their values in the current row. */
  protected final GrowingColumns columns = new GrowingColumns();

  @Override
  public final List<String> names() {
    return columns.names();
  }

  @Override
  public final List<Cell> cells() {
    return columns.cells();
  }

  @Override
  public final ColumnMap.Columns columns() {
    return ColumnMap.Columns.GROWING;
  }
}
