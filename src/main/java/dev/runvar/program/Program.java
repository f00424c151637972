package dev.runvar.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A command with the content of its files.
 *
 * <p>A program with {@code files} runs in a private directory that holds a copy of them at the same
 * relative paths. A program without files runs in {@code directory}, beside whatever it finds
 * there. Files that the command names and that are not copied are {@code inPlace}: a change of one
 * is a change of the program.
 *
 * @param command the command and its arguments, {@code {name}} standing for a parameter
 * @param progress the regular expression of an output line that ends a cycle, or null
 * @param directory the absolute path in which the study was begun; null when it is not known
 * @param files copied into each run's private directory
 * @param inPlace checked before each run
 */
public record Program(
    List<String> command,
    String progress,
    String directory,
    List<ProgramFile> files,
    List<ProgramFile> inPlace)
    implements Serializable {

  private static final String UP = "..";

  /** What stands for the parents of a run's working directory that a relative path climbs to. */
  private static final String PARENT = "parent";

  private static final String ABSOLUTE = "absolute";

  public Program {
    command = List.copyOf(command);
    files = List.copyOf(files);
    inPlace = List.copyOf(inPlace);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a program without a command");
    }
  }

  /**
   * Returns the identity of this program in 16 hexadecimal digits: the same command, progress
   * expression, paths and contents have the same one, wherever they are.
   */
  public String hash() {
    MessageDigest digest = newSha256();
    add(digest, "program 1");
    command.forEach(argument -> add(digest, argument));
    add(digest, progress == null ? "none" : "progress " + progress);
    add(digest, "files " + files.size());
    files.forEach(file -> add(digest, file));
    inPlace.forEach(file -> add(digest, file));
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }

  /** Returns whether runs execute in a private directory with a copy of the files. */
  public boolean isCopied() {
    return !files.isEmpty();
  }

  /** Returns where a run starts whose private copy is below a directory. */
  public Path workingDirectory(Path root) {
    Path at = root;
    for (int level = levelsUp(); level > 0; level--) {
      at = at.resolve(PARENT);
    }
    return at;
  }

  /**
   * Returns where the private copy of a file is.
   *
   * @throws IllegalArgumentException if that is not below the root
   */
  public Path placeOf(ProgramFile file, Path root) {
    Path path = Path.of(file.path());
    Path place =
        path.isAbsolute()
            ? root.resolve(ABSOLUTE).resolve(path.getRoot().relativize(path))
            : workingDirectory(root).resolve(path);
    Path normalised = place.normalize();
    if (!normalised.startsWith(root.normalize()) || normalised.equals(root.normalize())) {
      throw new IllegalArgumentException("not below the program's directory: " + file.path());
    }
    return normalised;
  }

  /** Returns the command template for a private copy: absolute paths of files name their copies. */
  public List<String> commandIn(Path root) {
    return command.stream().map(argument -> withCopies(argument, root)).toList();
  }

  private String withCopies(String argument, Path root) {
    String result = argument;
    for (ProgramFile file : files) {
      if (Path.of(file.path()).isAbsolute()) {
        result = replacePath(result, file.path(), placeOf(file, root).toString());
      }
    }
    return result;
  }

  /** Replaces a path where it is not the beginning of a longer name. */
  private static String replacePath(String text, String path, String by) {
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(path); at >= 0; at = text.indexOf(path, from)) {
      int end = at + path.length();
      boolean isWhole =
          (end == text.length() || !isNameCharacter(text.charAt(end)))
              && (at == 0 || !isNameCharacter(text.charAt(at - 1)));
      result.append(text, from, at).append(isWhole ? by : path);
      from = end;
    }
    return result.append(text.substring(from)).toString();
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-' || c == '/';
  }

  /** Returns by how many directories the files lie above the working directory at most. */
  private int levelsUp() {
    int most = 0;
    for (ProgramFile file : files) {
      int up = 0;
      for (Path part : Path.of(file.path())) {
        if (!part.toString().equals(UP)) {
          break;
        }
        up++;
      }
      most = Math.max(most, up);
    }
    return most;
  }

  /** Returns SHA-256 over a local file, in hexadecimal. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = newSha256();
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      while (in.read(chunk) >= 0) {
        // The digest takes what is read.
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, ProgramFile file) {
    add(digest, file.path());
    add(digest, file.executable() + " " + file.sha256());
  }

  /** Adds a text with its length, so that no two lists of texts run together. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = Objects.requireNonNull(text).getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
