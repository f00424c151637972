package dev.runvar.store;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * A cache of the columns of recently read files that hold several runs. A reader of one run of such
 * a file soon reads the next one.
 */
final class BatchColumns {

  /** A few files per reading thread, because a thread reads files one after the other. */
  private static final int MOST_FILES = 4 * Runtime.getRuntime().availableProcessors();

  /**
   * The columns that were read.
   *
   * @param wanted the columns that were asked for
   */
  private record Key(Path file, Object wanted) {}

  private static final Map<Key, SoftReference<RunColumns>> READ =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SoftReference<RunColumns>> eldest) {
          return size() > MOST_FILES;
        }
      };

  private BatchColumns() {}

  static Optional<RunColumns> of(Path file, Object wanted) {
    synchronized (READ) {
      SoftReference<RunColumns> columns = READ.get(new Key(file, wanted));
      return Optional.ofNullable(columns).map(SoftReference::get);
    }
  }

  static void keep(Path file, Object wanted, RunColumns columns) {
    synchronized (READ) {
      READ.put(new Key(file, wanted), new SoftReference<>(columns));
    }
  }
}
