// The lists that stay as they are: communities, people, missing classics, matches and coverage.
import { makeBar } from "./charts.js";
import { columnOf, knownColumns, numberColumn } from "./columns.js";
import { at, doiLink, make, textButton, workLink } from "./elements.js";
import { referencesText } from "./facts.js";
import { tableOf } from "./tables.js";
import { clipped, commaList, number, rounded, share, spaced } from "./text.js";

const MAX_AUTHORS = 90; // letters

export function startFixedLists(report, open) {
  listCommunities(report);
  at("authors").append(tableOf("People with most papers here", AUTHOR_COLUMNS, report.data.authors));
  listMissing(report, open);
  listMatches(report.data);
}

const AUTHOR_COLUMNS = [
  columnOf("Author", "author", "wide"),
  columnOf("OpenAlex", "author_id", "extra", (row) => workLink(row.author_id)),
  numberColumn("Papers", "node_count"),
  columnOf("by shares", "fractional_node_count", "number extra", (row) => rounded(row.fractional_node_count)),
  numberColumn("Cited here", "local_citation_count"),
  columnOf("h-index here", "local_h_index", "number extra", (row) => number(row.local_h_index)),
  numberColumn("Cited in all", "cited_by_count"),
];

const COMMUNITY_COLUMNS = [
  numberColumn("No.", "community"),
  columnOf("Label", "label", "wide"),
  numberColumn("Papers", "node_count"),
  columnOf("Title words", "words", "wide extra", (row) => row.words.join(", ")),
  columnOf("Topics", "topics", "wide extra", (row) => row.topics.join(", ")),
];

function listCommunities(report) {
  const found = Object.entries(report.data.communities).filter(([, rows]) => rows.length);
  const [first, ...others] = found.map(([relation, rows]) =>
    tableOf(`Communities of the links “${report.labelOfRelations([relation])}”`, knownColumns(COMMUNITY_COLUMNS, rows), rows),
  );
  at("communities").append(first ?? make("p", { class: "quiet" }, "This warehouse holds no analysis of communities yet."));
  if (others.length) at("communities").append(make("details", {}, make("summary", {}, "Communities of the other links"), ...others));
}

function listMissing(report, open) {
  const rows = report.data.missing_classics;
  at("missing-hint").textContent = [
    "Works on none of the pages that at least two of the papers cite.",
    rows.some((row) => row.title === null) ? "Where a title is missing the warehouse does not hold the work yet: `citegraph expand` fetches it." : "",
    rows.length && !report.outsideCount ? "`citegraph report --include-cited 3` draws those that three papers cite into the graph." : "",
  ].filter(Boolean).join(" ");
  at("missing").append(tableOf("Works that these papers cite most", knownColumns(missingColumns(report, open), rows), rows));
}

function missingColumns(report, open) {
  const title = (row) => {
    const node = report.placeOf.get(row.work_id);
    return node === undefined ? (row.title ?? "title not stored") : textButton(row.title ?? row.work_id, () => open(node));
  };
  return [
    columnOf("Title", "title", "wide", title),
    columnOf("Authors", "authors", "wide extra", (row) => clipped(commaList(row.authors), MAX_AUTHORS)),
    columnOf("OpenAlex", "work_id", null, (row) => workLink(row.work_id)),
    columnOf("DOI", "doi", "extra", (row) => doiLink(row.doi)),
    columnOf("Year", "year", "number extra", (row) => row.year),
    numberColumn("Citing papers", "citing_node_count"),
    numberColumn("Cited in all", "cited_by_count"),
  ];
}

function listMatches({ match_report, reference_statuses, unresolved_papers, sentences }) {
  const explained = (reason) => reason && make("span", { title: sentences[reason] }, spaced(reason));
  const total = match_report.reduce((sum, row) => sum + row.paper_count, 0);
  const nodeCount = reference_statuses.reduce((sum, row) => sum + row.node_count, 0);
  const reasons = [
    columnOf("Verdict", "status"),
    columnOf("Reason", "reason", "wide", (row) => explained(row.reason)),
    columnOf("Papers", "paper_count", "bars", (row) => makeBar(row.paper_count, total)),
    columnOf("Share", "paper_share", "number", (row) => share(row.paper_share)),
    columnOf("Mean trust", "mean_score", "number extra", (row) => rounded(row.mean_score)),
  ];
  const unresolved = [
    columnOf("Title", "title", "wide"),
    columnOf("Verdict", "status"),
    columnOf("Reason", "reason", null, (row) => explained(row.reason)),
    columnOf("Candidates", "candidate_count", "number extra", (row) => number(row.candidate_count)),
    columnOf("Nearest work", "best_work_title", "wide extra"),
    columnOf("Conflict", "best_conflict", "extra", (row) => explained(row.best_conflict)),
  ];
  const coverage = [
    columnOf("References", "reference_status", "wide", (row) => referencesText(row.reference_status)),
    columnOf("Papers", "node_count", "bars", (row) => makeBar(row.node_count, nodeCount)),
    numberColumn("References", "reference_count"),
    numberColumn("to these papers", "local_reference_count"),
  ];
  document.querySelector("#matches .pair").append(
    tableOf("How the papers on the pages were matched", reasons, match_report),
    tableOf("What is known of the papers' references", coverage, reference_statuses),
  );
  at("matches").append(tableOf("Papers without a work", unresolved, unresolved_papers));
}
