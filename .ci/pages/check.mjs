// Opens pages in a headless browser: axe-core finds nothing, the console is silent, nothing is asked of the network,
// nothing overflows at 320 and 1280 pixels, and all text can be reached. Arguments: the pages. CHROMIUM names the browser.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [320, 1280];

// What is wider than the page, or cut off; run in the page.
function overflow() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const found = wide > 0 ? [`the page is ${wide} px too wide`] : [];
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.right > document.documentElement.clientWidth + 1 && !element.closest("svg")) {
      found.push(`<${element.tagName.toLowerCase()}> ends at ${Math.round(box.right)} px`);
    }
    const hides = ["hidden", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    if (hides && !element.closest("svg")) found.push(`<${element.tagName.toLowerCase()}> hides a part of itself`);
  }
  return found.slice(0, 5);
}

// Text that has no place on the page: hidden, or without height; run in the page.
function unreachable() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("svg, script, style")) continue;
    // On a small screen each cell says the heading of its column.
    if (parent.closest("thead") && getComputedStyle(parent.closest("thead")).display === "none") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const style = getComputedStyle(parent);
    if (!box.width || !box.height || style.visibility === "hidden") found.push(node.textContent.trim().slice(0, 60));
  }
  return found.slice(0, 5);
}

const pages = process.argv.slice(2);
if (pages.length === 0) throw new Error("no pages to look at");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
let problems = 0;
let path = "";
const rules = new Set();
const tell = (what) => {
  problems += 1;
  console.log(`${path}: ${what}`);
};
for (const width of WIDTHS) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.on("console", (message) => tell(`${width} px: console: ${message.text()}`));
  page.on("pageerror", (error) => tell(`${width} px: error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) tell(`${width} px: asks the network for ${request.url()}`);
  });
  for (path of pages) {
    await page.goto(pathToFileURL(resolve(path)).href);
    for (const found of await page.evaluate(overflow)) tell(`${width} px: ${found}`);
    for (const found of await page.evaluate(unreachable)) tell(`${width} px: cannot be reached: ${found}`);
    // Its script is the only one that runs: a page of ours has none. What it looks at is the same at every width.
    if (width !== WIDTHS.at(-1)) continue;
    await page.evaluate(axe);
    const report = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), TAGS);
    for (const violation of report.violations) {
      const nodes = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 120));
      tell(`${violation.id}: ${violation.help}: ${nodes.join(" | ")}`);
    }
    report.passes.forEach((pass) => rules.add(pass.id));
  }
  await page.close();
}
await browser.close();
console.log(`${pages.length} pages at ${WIDTHS.join(" and ")} px, ${rules.size} rules of axe-core passed, ${problems} problems`);
// A checker that checks nothing finds nothing.
if (rules.size < 15) throw new Error("hardly any rule was applied");
process.exit(problems === 0 ? 0 : 1);
