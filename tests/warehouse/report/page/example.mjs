// Page data as the report writes them, small: papers W1 to W4 and W9, which papers cite and no page names.
const PAPERS = {
  W1: { title: "Éclairs of Deep Learning", year: 2015, venue: "Journal", type: "article", authors: "Ann One; Bo Two", local_citation_count: 3, cited_by_count: 1234 },
  W2: { title: "GraphNet: A Survey", year: 2018, venue: "Journal", authors: "Ann One", local_citation_count: 1, cited_by_count: 2000 },
  W3: { title: "A Title of Some Length About Nothing", year: 2020, authors: "Cy Three; Di Four; Ed Five" },
  W4: { title: null, label: "W4", year: null },
  W9: { title: "A Classic", year: 1990, local_citation_count: 2, is_in_corpus: false },
};
const COLUMNS = {
  label: "Someone 2000", title: null, doi: null, venue: null, year: null, type: null, authors: null, cited_by_count: 0,
  reference_count: 5, local_citation_count: 0, local_reference_count: 1, topic: null, is_retracted: false,
  abstract: null, reference_status: "listed", is_in_corpus: true, x: 0, y: 0,
};
const edges = (...list) => ({ left: list.map((one) => one[0]), right: list.map((one) => one[1]), weight: list.map((one) => one[2] ?? 1) });

// changes: other values for parts of the data.
export function exampleData(changes = {}) {
  const ids = Object.keys(PAPERS);
  const columns = Object.entries(COLUMNS).map(([name, otherwise]) => [name, ids.map((id) => (name in PAPERS[id] ? PAPERS[id][name] : otherwise))]);
  return {
    summary: { pages: 2, papers: 5, matched: 4, ambiguous: 1, unmatched: 0, undecided: 0 },
    totals: { nodes: 4, cites: 5, shares_author: 1, co_citation: 0, bibliographic_coupling: 0 },
    selection: { relations: ["cites", "shares_author"] },
    relations: [
      { name: "cites", label: "cites", is_directed: true, inverse: "is cited by" },
      { name: "shares_author", label: "shares an author", is_directed: false },
      { name: "co_citation", label: "is cited together", is_directed: false },
    ],
    nodes: { work_id: ids, ...Object.fromEntries(columns) },
    // W2, W3 and W4 cite W1, W3 cites W2 and W9
    edges: { cites: edges([1, 0], [2, 0], [3, 0], [2, 1], [2, 4]), shares_author: edges([0, 1, 2]), co_citation: edges() },
    measures: [
      { name: "local_citation_count", label: "citations from these papers", relation: null, values: [3, 1, 0, 0, 2] },
      { name: "pagerank", label: "PageRank", relation: "cites", values: [0.5, 0.2, null, null, null] },
    ],
    groups: [
      { name: "community", label: "community", relation: "cites", labels: ["1 deep", "2 graphs", "3 rest"], sizes: [1, 1, 1], of: [0, 1, 2, null, null] },
      { name: "venue", label: "venue", relation: null, labels: ["Journal", "Other"], sizes: [2, 1], of: [0, 0, 1, null, null] },
    ],
    colours: { groups: ["#111111", "#222222"], rest: "#999999" },
    ...changes,
  };
}
