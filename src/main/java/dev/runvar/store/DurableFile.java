package dev.runvar.store;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * A local file that is on the disk once it is closed: a host that loses its power must not leave a
 * name behind without what was written under it.
 */
final class DurableFile extends FileOutputStream {

  DurableFile(File file) throws IOException {
    super(file);
  }

  @Override
  public void close() throws IOException {
    if (getFD().valid()) {
      getFD().sync();
    }
    super.close();
  }
}
