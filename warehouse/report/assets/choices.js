// What the page knows, and what of it is chosen to be shown.
const data = await readData(document.getElementById("data"));
const nodes = data.nodes;
const count = nodes.work_id.length;
const everyNode = Array.from({ length: count }, (_, node) => node);
// Papers stand on the pages; the others are the second circle.
const isPaper = (node) => nodes.circle[node] === 1;
const outsideCount = everyNode.filter((node) => !isPaper(node)).length;
const nameOfWork = (node) => nodes.title[node] ?? nodes.work_id[node];
const nodeOf = new Map(everyNode.map((node) => [nodes.work_id[node], node]));

const REFERENCES = {
  listed: "references listed",
  "no data": "no reference data at OpenAlex",
  "cites nothing": "cites nothing",
  "not stored": "work not fetched yet",
};
const RELATIONS = {
  cites: "cites",
  shares_author: "shares an author",
  both: "cites, and shares an author",
  co_citation: "is cited together",
  bibliographic_coupling: "cites the same works",
};
const WORDS = {
  local_citation_count: "citations from these papers",
  cited_by_count: "citations in all",
  reference_count: "references",
  local_reference_count: "references to these papers",
  author_count: "authors",
  degree: "links",
  pagerank: "PageRank",
  betweenness: "betweenness",
  core_number: "core number",
  authority: "authority (HITS)",
  hub: "hub (HITS)",
  search_path_share: "share of citation paths",
  burst_weight: "burst of citations",
  community: "community",
  field: "field",
  topic: "topic",
  venue: "venue",
  type: "type",
  year: "year",
};

function nameOf({ name, relation }) {
  return relation ? `${WORDS[name] ?? name} (${RELATIONS[relation]})` : (WORDS[name] ?? name);
}

const years = nodes.year.filter((year) => year !== null);
const firstYear = years.reduce((least, year) => Math.min(least, year), Infinity);
const lastYear = years.reduce((most, year) => Math.max(most, year), -Infinity);

const chosen = {
  relation: "both",
  colour: data.groups[0]?.name === "community" ? "group 0" : "year",
  size: "0",
  from: firstYear,
  to: lastYear,
  group: null,
  least: 0,
  linked: false,
  outside: true,
};
const everything = { ...chosen };

let edges = []; // of the chosen relation: { left, right, weight, relation }
let ties = everyNode.map(() => []); // each node's places in edges
let isShown = everyNode.map(() => true);

const chosenRelations = () => (chosen.relation === "both" ? ["cites", "shares_author"] : [chosen.relation]);

function chooseEdges() {
  edges = chosenRelations().flatMap((relation) => {
    const { left, right, weight } = data.edges[relation];
    return left.map((node, place) => ({ left: node, right: right[place], weight: weight[place], relation }));
  });
  ties = everyNode.map(() => []);
  edges.forEach((edge, place) => {
    ties[edge.left].push(place);
    ties[edge.right].push(place);
  });
}

function chooseNodes() {
  const isEveryYear = chosen.from <= firstYear && chosen.to >= lastYear;
  isShown = everyNode.map(
    (node) =>
      (isEveryYear || (nodes.year[node] !== null && nodes.year[node] >= chosen.from && nodes.year[node] <= chosen.to)) &&
      (!chosen.group || data.groups[chosen.group[0]].of[node] === chosen.group[1]) &&
      nodes.local_citation_count[node] >= chosen.least &&
      (!chosen.linked || ties[node].length > 0) &&
      (chosen.outside || isPaper(node)),
  );
}

const shownNodes = () => everyNode.filter((node) => isShown[node]);
const shownPapers = () => everyNode.filter((node) => isShown[node] && isPaper(node));
const shownEdgeCount = () => edges.filter((edge) => isShown[edge.left] && isShown[edge.right]).length;

// The same letters without accents and case: what people type.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const searched = everyNode.map((node) => plain(`${nameOfWork(node)} ${nodes.authors[node] ?? ""}`));

function search(words) {
  const wanted = plain(words).split(/\s+/u).filter(Boolean);
  return wanted.length ? everyNode.filter((node) => wanted.every((word) => searched[node].includes(word))) : [];
}
