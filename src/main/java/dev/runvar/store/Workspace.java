package dev.runvar.store;

import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** A directory of studies on any Hadoop file system. */
public final class Workspace {

  /** The prefix under which spark-submit passes Hadoop's settings. */
  private static final String SPARK_PREFIX = "spark.hadoop.";

  private final FileSystem files;
  private final Path root;

  private Workspace(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  /** Opens a workspace with the Hadoop settings of this process, and those given to Spark. */
  public static Workspace open(String location) {
    Configuration configuration = new Configuration();
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(SPARK_PREFIX))
        .forEach(
            name ->
                configuration.set(name.substring(SPARK_PREFIX.length()), System.getProperty(name)));
    return open(location, configuration);
  }

  /**
   * Opens a workspace, which need not exist yet.
   *
   * @param location a local path or a URI such as {@code hdfs://host/dir}
   */
  public static Workspace open(String location, Configuration configuration) {
    try {
      Path path = new Path(location);
      FileSystem files = path.getFileSystem(configuration);
      if (files instanceof LocalFileSystem local) {
        // Its checksum files would double the number of files, records have checksums of their
        // own; and it starts a process to set the permissions of each file.
        files = local.getRaw();
      }
      Path root = files.makeQualified(path);
      if (root.toUri().getPath().chars().anyMatch(Character::isISOControl)) {
        throw new WorkspaceException(
            "Cannot open the workspace: %s; give a path without line breaks and control characters"
                .formatted(escaped(root.toString())));
      }
      return new Workspace(files, root);
    } catch (WorkspaceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String colon =
          location.contains(":") && !location.contains("/")
              ? "; a directory with a colon in its name needs ./ before it"
              : "";
      throw new WorkspaceException(
          "Cannot open the workspace: %s: %s%s".formatted(location, e.getMessage(), colon), e);
    }
  }

  private static String escaped(String text) {
    return text.codePoints()
        .mapToObj(c -> Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c))
        .collect(Collectors.joining());
  }

  /** Returns the store of a study, whether or not it has results. */
  public StudyStore study(String name) {
    return new StudyStore(files, new Path(root, name));
  }

  /** Returns the workspace's full URI. */
  public String location() {
    return root.toString();
  }
}
