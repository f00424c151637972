package dev.runvar.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Reads the pages of one column in one row group: the levels, then the values, one by one or all at
 * once. Parquet's own reader does the same, but also assembles rows.
 */
final class ColumnPages {

  private final ColumnDescriptor column;
  private final PageReader pages;
  private final Dictionary dictionaryOrNull;
  private double[] numbersOfDictionary;
  private boolean isEncodedByDictionary;
  private int entries;
  private Levels repetition;
  private Levels definition;
  private ValuesReader values;

  /** The values of a page if they are stored plainly, null if they are encoded. */
  private ByteBuffer plain;

  /** Reads the levels of one entry after the other. */
  interface Levels {
    int next();
  }

  ColumnPages(ColumnDescriptor column, PageReader pages) {
    this.column = column;
    this.pages = pages;
    DictionaryPage page = pages.readDictionaryPage();
    try {
      dictionaryOrNull = page == null ? null : page.getEncoding().initDictionary(column, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes to the next page; returns whether there is one. */
  boolean next() {
    DataPage page = pages.readPage();
    if (page == null) {
      return false;
    }
    entries = page.getValueCount();
    try {
      if (page instanceof DataPageV1 first) {
        open(first);
      } else {
        open((DataPageV2) page);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  private void open(DataPageV1 page) throws IOException {
    ByteBufferInputStream in = page.getBytes().toInputStream();
    ValuesReader repetitions =
        page.getRlEncoding().getValuesReader(column, ValuesType.REPETITION_LEVEL);
    ValuesReader definitions =
        page.getDlEncoding().getValuesReader(column, ValuesType.DEFINITION_LEVEL);
    repetitions.initFromPage(entries, in);
    definitions.initFromPage(entries, in);
    repetition = repetitions::readInteger;
    definition = definitions::readInteger;
    openValues(page.getValueEncoding(), in);
  }

  private void open(DataPageV2 page) throws IOException {
    repetition = levels(column.getMaxRepetitionLevel(), page.getRepetitionLevels());
    definition = levels(column.getMaxDefinitionLevel(), page.getDefinitionLevels());
    openValues(page.getDataEncoding(), page.getData().toInputStream());
  }

  private static Levels levels(int most, BytesInput bytes) throws IOException {
    if (most == 0) {
      return () -> 0;
    }
    RunLengthBitPackingHybridDecoder decoder =
        new RunLengthBitPackingHybridDecoder(
            BytesUtils.getWidthFromMaxInt(most), bytes.toInputStream());
    return () -> {
      try {
        return decoder.readInt();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private void openValues(Encoding encoding, ByteBufferInputStream in) throws IOException {
    plain = null;
    values = null;
    if (encoding == Encoding.PLAIN && !isText()) {
      plain = in.slice(in.available()).order(ByteOrder.LITTLE_ENDIAN);
    } else {
      values =
          encoding.usesDictionary()
              ? encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionaryOrNull)
              : encoding.getValuesReader(column, ValuesType.VALUES);
      values.initFromPage(entries, in);
    }
    isEncodedByDictionary = encoding.usesDictionary();
  }

  private boolean isText() {
    return type() == PrimitiveTypeName.BINARY;
  }

  private PrimitiveTypeName type() {
    return column.getPrimitiveType().getPrimitiveTypeName();
  }

  /** Returns the number of entries of the page, including those without a value. */
  int entries() {
    return entries;
  }

  /** Returns the next repetition level. */
  int repetition() {
    return repetition.next();
  }

  /** Returns whether the next entry has a value. */
  boolean hasValue() {
    return definition.next() == column.getMaxDefinitionLevel();
  }

  /** Returns the next text. */
  Binary text() {
    return values.readBytes();
  }

  /** Puts the next values of a page as numbers one after the other. */
  void numbers(double[] into, int from, int count) {
    boolean whole = type() == PrimitiveTypeName.INT64;
    if (plain != null && whole) {
      LongBuffer longs = plain.asLongBuffer();
      for (int i = 0; i < count; i++) {
        into[from + i] = (double) longs.get(i);
      }
      plain.position(plain.position() + Long.BYTES * count);
    } else if (plain != null) {
      plain.asDoubleBuffer().get(into, from, count);
      plain.position(plain.position() + Double.BYTES * count);
    } else if (isEncodedByDictionary) {
      double[] numbers = numbersOfDictionary(whole);
      for (int i = 0; i < count; i++) {
        into[from + i] = numbers[values.readValueDictionaryId()];
      }
    } else {
      for (int i = 0; i < count; i++) {
        into[from + i] = whole ? (double) values.readLong() : values.readDouble();
      }
    }
  }

  private double[] numbersOfDictionary(boolean whole) {
    if (numbersOfDictionary == null) {
      double[] numbers = new double[dictionaryOrNull.getMaxId() + 1];
      for (int id = 0; id < numbers.length; id++) {
        numbers[id] =
            whole
                ? (double) dictionaryOrNull.decodeToLong(id)
                : dictionaryOrNull.decodeToDouble(id);
      }
      numbersOfDictionary = numbers;
    }
    return numbersOfDictionary;
  }
}
