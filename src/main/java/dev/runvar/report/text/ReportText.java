package dev.runvar.report.text;

import dev.runvar.report.Block;
import dev.runvar.report.Numbers;
import dev.runvar.report.Report;
import dev.runvar.report.Section;
import dev.runvar.report.Table;
import dev.runvar.report.Table.Column;
import dev.runvar.result.Analysis;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sections of a report as plain text. */
public final class ReportText {

  private static final String INDENT = "  ";

  private ReportText() {}

  /** Returns all sections that have something to show. */
  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    report.sections().stream()
        .filter(section -> !section.isPageOnly())
        .forEach(section -> text.append(of(section)));
    Analysis.Instrument instrument = report.analysis().instrument();
    if (instrument != null) {
      String parts =
          instrument.parts().entrySet().stream()
              .map(part -> part.getKey() + " " + Numbers.share(part.getValue()))
              .collect(Collectors.joining(", "));
      text.append(
          "\nThe instrument took %s of the core time of runs (%s)\n"
              .formatted(Numbers.share(instrument.share()), parts));
    }
    return text.toString();
  }

  static String of(Section section) {
    StringBuilder text = new StringBuilder("\n%s\n".formatted(section.title()));
    for (Block block : section.blocks()) {
      if (block instanceof Block.Heading heading) {
        line(text, "%s:".formatted(heading.text()));
      } else if (block instanceof Block.Paragraph paragraph) {
        line(text, paragraph.text());
      } else if (block instanceof Block.Items items) {
        items.sentences().forEach(sentence -> line(text, sentence));
      } else if (block instanceof Table table) {
        line(text, table.caption());
        text.append(of(table));
        table.notes().forEach(note -> line(text, note));
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(INDENT).append(line).append('\n');
  }

  /** Returns a table without its caption and notes. */
  static String of(Table table) {
    List<Column> columns = table.columns();
    int[] shown =
        IntStream.range(0, columns.size())
            .filter(i -> columns.get(i).kind() != Table.Kind.BAR)
            .toArray();
    TextTable text =
        new TextTable(
            i -> columns.get(shown[i]).kind() != Table.Kind.NUMBER,
            IntStream.of(shown).mapToObj(i -> columns.get(i).title()).toList());
    table
        .rows()
        .forEach(row -> text.row(IntStream.of(shown).mapToObj(i -> row.get(i).text()).toList()));
    return text.toString();
  }
}
