// The lists that follow the choices: papers, the most cited, years and venues.
import { countBy, ranked } from "./numbers.js";
import { makeBar, makeYearChart } from "./charts.js";
import { at, textButton } from "./elements.js";
import { makeTable, tableOf } from "./tables.js";
import { clipped, commaList, number } from "./text.js";

const MAX_TOP = 20;
const MAX_AUTHORS = 90; // letters

// A function that fills the lists anew with what is shown.
export function startShownLists(view, open) {
  const columns = nodeColumns(view.report, open);
  const { title, authors, year, venue, inside, inAll } = columns;
  const papers = makeTable("Papers shown in the graph", [title, authors, year, venue, inside, inAll], [], { sorted: { place: 4, isDown: true } });
  const citedInside = makeTable("Most cited by these papers", [title, year, inside], []);
  const citedInAll = makeTable("Most cited in all, as OpenAlex counts", [title, year, inAll], []);
  at("papers").append(papers.element);
  document.querySelector("#cited .pair").append(citedInside.element, citedInAll.element);
  return () => {
    const { nodes } = view.report;
    const shown = view.shownPapers();
    papers.fill(shown);
    citedInside.fill(mostOf(shown, nodes.local_citation_count));
    citedInAll.fill(mostOf(shown, nodes.cited_by_count));
    showYearsAndVenues(nodes, shown);
  };
}

function nodeColumns(report, open) {
  const { nodes } = report;
  const counted = (name, values) => ({ name, of: (node) => values[node], show: (node) => number(values[node]), kind: "number" });
  return {
    title: { name: "Title", of: (node) => report.nameOf(node), show: (node) => textButton(report.nameOf(node), () => open(node)), kind: "wide" },
    authors: { name: "Authors", of: (node) => nodes.authors[node], show: (node) => clipped(commaList(nodes.authors[node]), MAX_AUTHORS), kind: "wide extra" },
    year: { name: "Year", of: (node) => nodes.year[node], kind: "number" },
    venue: { name: "Venue", of: (node) => nodes.venue[node], kind: "wide extra" },
    inside: counted("Cited here", nodes.local_citation_count),
    inAll: counted("Cited in all", nodes.cited_by_count),
  };
}

const mostOf = (nodes, values) =>
  nodes.filter((node) => values[node] > 0).sort((a, b) => values[b] - values[a] || a - b).slice(0, MAX_TOP);

function showYearsAndVenues(nodes, shown) {
  const venues = ranked(countBy(shown.map((node) => nodes.venue[node])));
  const max = venues[0]?.[1];
  const columns = [
    { name: "Venue", of: ([venue]) => venue, kind: "wide" },
    { name: "Papers", of: ([, papers]) => papers, show: ([, papers]) => makeBar(papers, max), kind: "bars" },
  ];
  const chart = makeYearChart(countBy(shown.map((node) => nodes.year[node])));
  document.querySelector("#years .pair").replaceChildren(chart, tableOf("Papers by venue", columns, venues));
}
