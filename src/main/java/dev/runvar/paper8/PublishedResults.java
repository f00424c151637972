package dev.runvar.paper8;

import dev.runvar.exchange.ImportFormat;
import dev.runvar.exchange.InputFile;
import dev.runvar.exchange.RunDefaults;
import dev.runvar.exchange.RunSource;

/** The result files of the published study, as a format that can be imported. */
public final class PublishedResults implements ImportFormat {

  @Override
  public String ending() {
    return "json";
  }

  @Override
  public String words() {
    return "the paper's results";
  }

  @Override
  public RunSource source(InputFile file, RunDefaults defaults) {
    return new PaperFile(file, defaults);
  }
}
