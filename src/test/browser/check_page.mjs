// Opens pages in Chromium and prints what is wrong with them, a line each; exit code 1 if anything is.
// Usage: node check_page.mjs MODULES PAGE... ; MODULES is where npm installed package.json.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...pages] = process.argv.slice(2);
// The package brings the libraries that Chromium needs, and unpacks them on such a host only.
process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs20.x";
const require = createRequire(path.join(modules, "package.json"));
const load = async (name) => (await import(pathToFileURL(require.resolve(name)))).default;
const chromium = await load("@sparticuz/chromium");
const puppeteer = await load("puppeteer-core");

const WIDTHS = [400, 1400];
const problems = [];

function interactive() {
  return Array.from(document.querySelectorAll('a[href], button, summary, [tabindex="0"]')).filter(
    (element) => element.checkVisibility());
}

async function checkWidth(page, say) {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (widths[0] > widths[1]) {
    say(`is ${widths[0]} wide in a window of ${widths[1]}`);
  }
}

async function checkKeyboard(page, say) {
  const stops = await page.evaluate(() => interactive().length);
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press("Tab");
    const outlined = await page.evaluate(() => {
      reached.add(document.activeElement);
      return getComputedStyle(document.activeElement).outlineStyle !== "none";
    });
    if (!outlined) {
      say("does not show the focus at stop " + stop);
    }
  }
  const missed = await page.evaluate(() =>
    interactive().filter((element) => !reached.has(element)).map((element) => element.outerHTML.slice(0, 80)));
  missed.forEach((element) => say("cannot reach by Tab " + element));
  return stops;
}

// Presses the button of every heading twice and returns the columns whose rows are then not in order.
function unsorted() {
  const wrong = [];
  for (const heading of document.querySelectorAll("thead th:not(.chart)")) {
    for (const [order, sign] of [["ascending", 1], ["descending", -1]]) {
      const inOrder = (a, b) => {
        if (!heading.classList.contains("number")) {
          return sign * a.textContent.localeCompare(b.textContent, "en", { numeric: true }) <= 0;
        }
        const [x, y] = [a.dataset.order, b.dataset.order];
        return y === undefined || (x !== undefined && sign * (Number(x) - Number(y)) <= 0);
      };
      heading.querySelector("button")?.click();
      const rows = Array.from(heading.closest("table").tBodies[0].rows);
      const cells = rows.map((row) => row.cells[heading.cellIndex]);
      const sorted = cells.every((cell, i) => i === 0 || inOrder(cells[i - 1], cell));
      if (!sorted || heading.getAttribute("aria-sort") !== order) {
        wrong.push(`${heading.textContent} ${order}: ${cells.map((cell) => cell.textContent).join(" | ")}`);
      }
    }
  }
  return wrong;
}

async function check(browser, file, width) {
  const page = await browser.newPage();
  const say = (what) => problems.push(`${path.basename(file)} at ${width}: ${what}`);
  page.on("console", (message) => say("says on the console: " + message.text()));
  page.on("pageerror", (error) => say("fails: " + error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (url !== pathToFileURL(file).href && !url.startsWith("data:")) {
      say("asks for " + url);
    }
  });
  await page.setViewport({ width, height: 900 });
  await page.evaluateOnNewDocument(`const reached = new Set(); ${interactive}`);
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  await checkWidth(page, say);
  const stops = await checkKeyboard(page, say);
  (await page.evaluate(unsorted)).forEach((column) => say("does not sort " + column));
  await checkWidth(page, say);
  await page.close();
  console.log(`${path.basename(file)} at ${width}: ${stops} stops`);
}

const browser = await puppeteer.launch({
  executablePath: await chromium.executablePath(),
  args: ["--no-sandbox", "--no-zygote", "--disable-gpu"],
  headless: "shell",
});
try {
  for (const file of pages) {
    for (const width of WIDTHS) {
      await check(browser, file, width);
    }
  }
} finally {
  await browser.close();
}
problems.forEach((problem) => console.log("PROBLEM " + problem));
process.exitCode = problems.length === 0 ? 0 : 1;
