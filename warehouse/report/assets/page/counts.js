// The page in numbers: what the warehouse holds, and how much of it is shown.
import { number, share } from "./text.js";

// [name, value] of the facts at the top; what is seldom there is left out where it is not.
export function summaryFacts(report) {
  const { pages, papers, matched, ambiguous, unmatched, undecided } = report.data.summary;
  const { totals } = report.data;
  const facts = [
    [pages === 1 ? "papers on one page" : `papers on ${number(pages)} pages`, papers],
    ["matched", papers ? `${number(matched)} (${share(matched / papers)})` : matched],
    ["ambiguous", ambiguous],
    ["unmatched", unmatched],
    ...(undecided ? [["undecided", undecided]] : []),
    ["in the graph", totals.nodes],
    ["citations", totals.cites],
    ...(report.outsideCount ? [["cited works on no page", report.outsideCount]] : []),
    ["pairs that share an author", totals.shares_author],
  ];
  return facts.map(([name, value]) => [name, typeof value === "number" ? number(value) : value]);
}

// How much is shown, of how much, and what this page leaves out.
export function shownText(view) {
  const { report, edges } = view;
  const { totals } = report.data;
  const all = view.chosen.relations.reduce((sum, name) => sum + totals[name], 0);
  const papers = view.shownPapers().length;
  const outside = view.shownNodes().length - papers;
  return [
    `${number(papers)} of ${number(totals.nodes)} papers, `,
    report.outsideCount ? `${number(outside)} of ${number(report.outsideCount)} works on no page, ` : "",
    `${number(view.shownEdgeCount())} of ${number(all)} links (${report.labelOfRelations(view.chosen.relations)})`,
    report.paperCount < totals.nodes ? `; this page holds the ${number(report.paperCount)} most cited papers` : "",
    edges.length < all ? `; it holds ${number(edges.length)} of these links` : "",
  ].join("");
}
