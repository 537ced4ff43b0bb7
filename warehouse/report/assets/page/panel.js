// The panel of one paper, and what stands in it while none is open.
import { at, doiLink, make, textButton, workLink } from "./elements.js";
import { authorsText, citationsText, communityTexts, publicationText, startingPoints } from "./facts.js";
import { number } from "./text.js";

const MAX_OPEN_LIST = 12; // longer lists of neighbours are folded

// actions: open(node) leads to another paper, letGo() back to none.
export function showPanel(view, node, actions) {
  const panel = at("details");
  panel.setAttribute("aria-live", node === null ? "off" : "polite");
  panel.replaceChildren(...(node === null ? invitation(view, actions) : description(view, node, actions)));
  panel.scrollTop = 0;
}

function invitation(view, { open }) {
  const { report } = view;
  const starts = startingPoints(view).map((node) => {
    const text = `${report.authorListOf(node, 1)}, ${number(report.nodes.local_citation_count[node])} times`;
    return make("li", {}, opener(report, node, open), make("span", { class: "quiet" }, text));
  });
  return [
    make("h3", { id: "details-title" }, "Paper"),
    make("p", { class: "hint" }, "Click a paper in the graph, or search, or pick one from a list."),
    ...(starts.length ? [make("h3", {}, "Most cited by these papers"), make("ul", { class: "first" }, ...starts)] : []),
  ];
}

function description(view, node, actions) {
  const { report } = view;
  const { nodes } = report;
  return [
    ...heading(report, node),
    make("p", {}, ...(nodes.doi[node] ? ["DOI: ", doiLink(nodes.doi[node]), make("br")] : []), "OpenAlex: ", workLink(nodes.work_id[node])),
    make("p", {}, citationsText(report, node)),
    ...(nodes.topic[node] ? [make("p", {}, `Topic: ${nodes.topic[node]}`)] : []),
    ...communityTexts(view, node).map((text) => make("p", {}, text)),
    make("p", {}, nodes.abstract[node] ?? make("span", { class: "quiet" }, "no abstract")),
    ...[...view.neighboursOf(node)].map(([name, others]) => neighbourList(report, name, others, actions.open)),
    make("p", {}, make("button", { type: "button", click: actions.letGo }, "Let go")),
  ];
}

function heading(report, node) {
  const { nodes } = report;
  const isKnown = nodes.title[node] !== null;
  const known = () => [make("p", {}, authorsText(report, node)), make("p", { class: "quiet" }, publicationText(report, node))];
  return [
    make("h3", { id: "details-title" }, isKnown ? nodes.title[node] : `Work ${nodes.work_id[node]}`),
    isKnown ? "" : make("p", { class: "hint" }, "Its title is not stored; `citegraph expand` fetches it."),
    nodes.is_retracted[node] ? make("p", { class: "warning" }, "Retracted") : "",
    ...(isKnown ? known() : []),
  ];
}

function neighbourList(report, name, others, open) {
  const items = others.map((other) => make("li", {}, opener(report, other, open)));
  const attributes = { open: others.length <= MAX_OPEN_LIST ? "" : null };
  return make("details", attributes, make("summary", {}, `It ${name} (${number(others.length)})`), make("ul", {}, ...items));
}

const opener = (report, node, open) => textButton(report.nameOf(node), () => open(node));
