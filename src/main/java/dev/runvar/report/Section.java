package dev.runvar.report;

import java.util.function.Consumer;

/**
 * One part of the page below the answers.
 *
 * @param id unique in the page
 */
record Section(String id, String title, Consumer<Html> body) {

  void write(Html html) {
    html.open("section", "id", id, "aria-labelledby", id + "-title")
        .element("h2", title, "id", id + "-title");
    body.accept(html);
    html.closeLine();
  }
}
