package dev.runvar.store;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * A local file that is synced to the disk when it is closed, so that a power failure leaves no name
 * without its content.
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
