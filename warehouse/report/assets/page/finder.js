// The field to search in, and what is found: Enter opens the first.
import { at, make, textButton } from "./elements.js";
import { foundText, MAX_HITS, searchIn } from "./search.js";

export function startFinder(report, open) {
  const search = searchIn(report);
  let hits = [];
  at("words").addEventListener("input", () => {
    hits = search(at("words").value);
    at("found").textContent = foundText(at("words").value, hits.length);
    at("hits").replaceChildren(...hits.slice(0, MAX_HITS).map((node) => makeHit(report, node, open)));
  });
  at("search").addEventListener("submit", (event) => {
    event.preventDefault();
    if (hits.length) open(hits[0]);
  });
}

const makeHit = (report, node, open) =>
  make("li", {}, textButton(report.nameOf(node), () => open(node)), make("span", { class: "quiet" }, report.authorListOf(node, 2)));
