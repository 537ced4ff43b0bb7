// What is said of one paper, in words.
import { authorsOf, number } from "./text.js";

const REFERENCES = {
  listed: "references listed",
  "no data": "no reference data at OpenAlex",
  "cites nothing": "cites nothing",
  "not stored": "work not fetched yet",
};
export const MAX_STARTS = 8;

export const referencesText = (status) => REFERENCES[status] ?? status;

export const publicationText = ({ nodes }, node) =>
  [nodes.venue[node], nodes.year[node], nodes.type[node]].filter((fact) => fact !== null).join(" · ");

export const authorsText = ({ nodes }, node) => authorsOf(nodes.authors[node]).join(", ") || "no authors known";

export function citationsText(report, node) {
  const { nodes } = report;
  const cited = `Cited by ${number(nodes.local_citation_count[node])} of these papers and ${number(nodes.cited_by_count[node])} works in all.`;
  return `${cited} ${referencesOf(report, node)}`;
}

function referencesOf(report, node) {
  const { nodes } = report;
  if (!report.isPaper(node)) return "It is on none of the pages.";
  if (nodes.reference_status[node] !== "listed") return `References: ${referencesText(nodes.reference_status[node])}.`;
  return `Cites ${number(nodes.local_reference_count[node])} of these papers, ${number(nodes.reference_count[node])} works in all.`;
}

// The communities a node belongs to, by the relations that are chosen.
export function communityTexts({ report, chosen }, node) {
  return report.data.groups
    .filter((group) => group.name === "community" && group.of[node] !== null && chosen.relations.includes(group.relation))
    .map((group) => `Community (${report.labelOfRelations([group.relation])}): ${group.labels[group.of[node]]}`);
}

// Where to begin: the most cited of the papers shown.
export function startingPoints(view) {
  return view.shownPapers().filter((node) => view.report.nodes.local_citation_count[node] > 0).slice(0, MAX_STARTS);
}
