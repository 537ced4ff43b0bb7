// What of the graph is chosen: relations, a span of years, a group, a number of citations; and what is left by it.
export const YEAR = "year";

// The same choice as people make in the form, before they make any.
export function firstChoices(report) {
  const { groups, selection } = report.data;
  return {
    relations: selection.relations,
    colour: groups[0]?.name === "community" ? "group 0" : YEAR,
    size: "0",
    from: report.firstYear,
    to: report.lastYear,
    group: null, // [which group, which of its labels]
    min_citations: 0,
    linked: false,
    outside: true,
  };
}

// The number in a field, or what holds where there is none.
export const numberOr = (text, otherwise) => (text === "" || Number.isNaN(Number(text)) ? otherwise : Number(text));

// The relations that can be chosen: those drawn at first together, then each alone.
export const relationChoices = (report) => [report.data.selection.relations, ...[...report.relations.keys()].map((name) => [name])];

export class View {
  constructor(report) {
    this.report = report;
    this.chosen = firstChoices(report);
    this.selected = null;
    this.#takeEdges();
    this.#filter();
  }

  // Takes choices over, and returns whether other edges came of them.
  choose(choices) {
    const { relations } = this.chosen;
    this.chosen = { ...this.chosen, ...choices };
    const isOther = this.chosen.relations.join() !== relations.join();
    if (isOther) this.#takeEdges();
    this.#filter();
    return isOther;
  }

  // edges: of the chosen relations, { left, right, weight, relation }; incident: each node's places among them.
  #takeEdges() {
    this.edges = this.chosen.relations.flatMap((relation) => {
      const { left, right, weight } = this.report.data.edges[relation];
      return left.map((node, place) => ({ left: node, right: right[place], weight: weight[place], relation }));
    });
    this.incident = this.report.everyNode.map(() => []);
    this.edges.forEach((edge, place) => {
      this.incident[edge.left].push(place);
      this.incident[edge.right].push(place);
    });
  }

  #filter() {
    this.isShown = this.report.everyNode.map((node) => this.#isChosen(node));
  }

  #isChosen(node) {
    const { nodes, data } = this.report;
    const { group, min_citations, linked, outside } = this.chosen;
    return (
      this.#isInYears(nodes.year[node]) &&
      (!group || data.groups[group[0]].of[node] === group[1]) &&
      nodes.local_citation_count[node] >= min_citations &&
      (!linked || this.incident[node].length > 0) &&
      (outside || this.report.isPaper(node))
    );
  }

  // Every year holds those without one as well.
  #isInYears(year) {
    const { from, to } = this.chosen;
    if (from <= this.report.firstYear && to >= this.report.lastYear) return true;
    return year !== null && year >= from && year <= to;
  }

  shownNodes() {
    return this.report.everyNode.filter((node) => this.isShown[node]);
  }

  shownPapers() {
    return this.shownNodes().filter((node) => this.report.isPaper(node));
  }

  shownEdgeCount() {
    return this.edges.filter((edge) => this.isShown[edge.left] && this.isShown[edge.right]).length;
  }

  // The neighbours of a node by what they are to it: Map { "is cited by": [node, …], … }.
  neighboursOf(node) {
    const lists = new Map();
    for (const place of this.incident[node]) {
      const { left, right, relation } = this.edges[place];
      const { label, is_directed, inverse } = this.report.relations.get(relation);
      const name = !is_directed ? `${label} with` : left === node ? label : inverse;
      lists.set(name, [...(lists.get(name) ?? []), left === node ? right : left]);
    }
    return lists;
  }
}
