// Bars: beside a number in a table, and of papers by year.
import { CHART_HEIGHT, CHART_WIDTH, yearBars } from "./bars.js";
import { numberColumn, columnOf } from "./columns.js";
import { make, makeSvg } from "./elements.js";
import { tableOf } from "./tables.js";
import { number } from "./text.js";

export function makeBar(value, max) {
  const bar = make("span", { class: "bar" });
  bar.style.width = `${(100 * value) / (max || 1)}%`;
  return make("span", { class: "barred" }, make("span", {}, number(value)), bar);
}

// The same numbers stand in a table behind the chart.
export function makeYearChart(counts) {
  const bars = yearBars(counts);
  const columns = [columnOf("Year", "year"), numberColumn("Papers", "papers")];
  return make(
    "figure",
    {},
    make("figcaption", {}, "Papers by year"),
    drawBars(bars),
    make("details", {}, make("summary", {}, "As a table"), tableOf("Papers by year", columns, bars)),
  );
}

function drawBars(bars) {
  const drawing = makeSvg("svg", { viewBox: `0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`, "aria-hidden": "true" });
  for (const { year, papers, x, y, width, height, middle, hasYear, hasCount } of bars) {
    drawing.append(makeSvg("rect", { x, y, width, height, rx: 2 }));
    if (hasYear) drawing.append(makeSvg("text", { x: middle, y: CHART_HEIGHT - 6 }, year));
    if (hasCount) drawing.append(makeSvg("text", { x: middle, y: y - 4 }, papers));
  }
  return drawing;
}
