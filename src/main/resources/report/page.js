// The page is complete without this: it lets tables be sorted, and leaves out of the order of tabs what does not scroll.
(function () {
  "use strict";

  const ORDERS = { ascending: 1, descending: -1 };

  function key(row, column) {
    const cell = row.cells[column];
    return cell.dataset.order === undefined ? cell.textContent : Number(cell.dataset.order);
  }

  function isNumberColumn(heading) {
    return heading.classList.contains("number");
  }

  // What has no number is last in either order.
  function compareNumbers(a, b, sign) {
    const missing = Number(typeof a !== "number") - Number(typeof b !== "number");
    return missing === 0 ? sign * (a - b) || 0 : missing;
  }

  function sort(heading, column) {
    const order = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    const sign = ORDERS[order];
    const body = heading.closest("table").tBodies[0];
    const rows = Array.from(body.rows);
    rows.sort(function (one, other) {
      const a = key(one, column);
      const b = key(other, column);
      return isNumberColumn(heading)
        ? compareNumbers(a, b, sign)
        : sign * String(a).localeCompare(String(b), "en", { numeric: true });
    });
    Array.from(heading.parentNode.cells).forEach(function (cell) {
      cell.removeAttribute("aria-sort");
    });
    heading.setAttribute("aria-sort", order);
    body.append(...rows);
  }

  document.querySelectorAll("thead th").forEach(function (heading) {
    if (heading.classList.contains("chart")) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", function () {
      sort(heading, heading.cellIndex);
    });
  });

  function frames() {
    document.querySelectorAll(".scroll").forEach(function (frame) {
      const scrolls = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
      frame.tabIndex = scrolls ? 0 : -1;
    });
  }

  document.querySelectorAll("details").forEach(function (details) {
    details.addEventListener("toggle", frames);
  });
  window.addEventListener("resize", frames);
  frames();
})();
