// What the page knows. A node is its place in the columns of data.nodes: papers first, the most cited before others.
import { authorsOf, clipped } from "./text.js";
import { extent } from "./numbers.js";

const MAX_SHORT_NAME = 18;
const MAX_SHORT_TITLE = 24;

export class Report {
  constructor(data) {
    this.data = data;
    this.nodes = data.nodes;
    this.count = data.nodes.work_id.length;
    this.everyNode = Array.from({ length: this.count }, (_, node) => node);
    this.outsideCount = data.nodes.is_in_corpus.filter((isPaper) => !isPaper).length;
    this.paperCount = this.count - this.outsideCount;
    [this.firstYear, this.lastYear] = extent(data.nodes.year);
    this.hasYears = this.firstYear <= this.lastYear;
    this.placeOf = new Map(this.everyNode.map((node) => [data.nodes.work_id[node], node]));
    this.relations = new Map(data.relations.map((relation) => [relation.name, relation]));
  }

  // Papers stand on the pages; the others are works outside the corpus that papers cite.
  isPaper(node) {
    return this.nodes.is_in_corpus[node];
  }

  nameOf(node) {
    return this.nodes.title[node] ?? this.nodes.work_id[node];
  }

  // What people call a paper: a short name before a colon, or else its first author and year.
  shortNameOf(node) {
    const { nodes } = this;
    const [name, rest] = this.nameOf(node).split(":", 2);
    if (rest !== undefined && name.length <= MAX_SHORT_NAME) return name;
    const author = nodes.label[node].split(" ")[0];
    const isKnown = nodes.authors[node] && nodes.year[node] !== null;
    return isKnown ? `${author} ${nodes.year[node]}` : clipped(this.nameOf(node), MAX_SHORT_TITLE);
  }

  // The first authors and the year, in one line.
  authorListOf(node, max = Infinity) {
    const names = authorsOf(this.nodes.authors[node]);
    const shown = names.slice(0, max).join(", ") + (names.length > max ? " and others" : "");
    return [shown || "no authors known", this.nodes.year[node]].filter((part) => part !== null).join(", ");
  }

  labelOfRelations(names) {
    return names.map((name) => this.relations.get(name).label).join(", and ");
  }

  // A measure or a group, with the relation it was computed from.
  labelOf({ label, relation }) {
    return relation ? `${label} (${this.labelOfRelations([relation])})` : label;
  }
}
