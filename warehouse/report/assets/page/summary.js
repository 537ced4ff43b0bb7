// The facts at the top of the page, and the line above the graph.
import { shownText, summaryFacts } from "./counts.js";
import { at, make } from "./elements.js";

export function startSummary(report) {
  at("summary").append(...summaryFacts(report).map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

export function showCounts(view) {
  at("shown").textContent = shownText(view);
}
