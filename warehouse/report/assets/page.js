// The page around the graph: what people choose, search and read.
const at = (id) => document.getElementById(id);
const link = (href, text) => make("a", { href, rel: "noopener noreferrer", target: "_blank" }, text);
const doiLink = (doi) => (doi ? link(`https://doi.org/${encodeURI(doi).replaceAll("?", "%3F").replaceAll("#", "%23")}`, doi) : null);
const workLink = (id) => link(`https://openalex.org/${encodeURIComponent(id)}`, id);
const opener = (node, text = nameOfWork(node)) => make("button", { type: "button", class: "text", click: () => open(node) }, text);

function startSummary() {
  const { pages, papers, matched, ambiguous, unmatched, undecided } = data.summary;
  const facts = [
    [pages === 1 ? "papers on one page" : `papers on ${number(pages)} pages`, papers],
    ["matched", papers ? `${number(matched)} (${share(matched / papers)})` : matched],
    ["ambiguous", ambiguous],
    ["unmatched", unmatched],
    ["undecided", undecided],
    ["in the graph", data.totals.nodes],
    ["citations", data.totals.cites],
    ["cited works on no page", outsideCount],
    ["pairs that share an author", data.totals.shares_author],
  ];
  const shown = facts.filter(([name, value]) => value || !["undecided", "cited works on no page"].includes(name));
  at("summary").append(
    ...shown.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, typeof value === "number" ? number(value) : value))),
  );
}

// ------------------------------------------------------------------ choices

function option(value, text, isChosen) {
  return make("option", { value, selected: isChosen ? "" : null }, text);
}

function startChoices() {
  at("relation").append(...Object.entries(RELATIONS).map(([value, text]) => option(value, text, value === chosen.relation)));
  at("colour").append(
    ...data.groups.map((group, place) => option(`group ${place}`, nameOf(group), `group ${place}` === chosen.colour)),
    option("year", WORDS.year, chosen.colour === "year"),
    ...data.measures.map((measure, place) => option(`measure ${place}`, nameOf(measure))),
  );
  at("size").append(...data.measures.map((measure, place) => option(String(place), nameOf(measure), !place)), option("none", "all alike"));
  at("group").append(option("", "all"));
  data.groups.forEach((group, place) => {
    const listed = group.labels.slice(0, 100).map((label, index) => option(`${place} ${index}`, `${clipped(label, 60)} (${number(group.sizes[index])})`));
    at("group").append(make("optgroup", { label: nameOf(group) }, ...listed));
  });
  for (const name of ["from", "to"]) Object.assign(at(name), { min: firstYear, max: lastYear, defaultValue: years.length ? everything[name] : "" });
  at("least").defaultValue = "0";
  at("outside-choice").hidden = !outsideCount;
  at("choices").open = matchMedia("(min-width: 48.01rem)").matches;
  at("filters").addEventListener("input", readChoices);
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("filters").addEventListener("reset", () => setTimeout(readChoices));
}

const written = (id, otherwise) => (at(id).value === "" || Number.isNaN(Number(at(id).value)) ? otherwise : Number(at(id).value));

function readChoices() {
  const relation = chosen.relation;
  const group = at("group").value;
  Object.assign(chosen, {
    relation: at("relation").value,
    colour: at("colour").value,
    size: at("size").value,
    from: written("from", firstYear),
    to: written("to", lastYear),
    group: group ? group.split(" ").map(Number) : null,
    least: written("least", 0),
    linked: at("linked").checked,
    outside: at("outside").checked,
  });
  if (chosen.relation !== relation) {
    chooseEdges();
    replaceEdges();
  }
  colourNodes();
  sizeNodes();
  show();
  describe(selected);
}

function show() {
  chooseNodes();
  redraw();
  showCounts();
  showLegend();
  showLists();
}

function showCounts() {
  const all = chosenRelations().reduce((sum, name) => sum + data.totals[name], 0);
  const outside = shownNodes().length - shownPapers().length;
  at("shown").textContent =
    `${number(shownPapers().length)} of ${number(data.totals.nodes)} papers, ` +
    (outsideCount ? `${number(outside)} of ${number(outsideCount)} works on no page, ` : "") +
    `${number(shownEdgeCount())} of ${number(all)} links (${RELATIONS[chosen.relation]})` +
    (count - outsideCount < data.totals.nodes ? `; this page holds the ${number(count - outsideCount)} most cited papers` : "") +
    (edges.length < all ? `; it holds ${number(edges.length)} of these links` : "");
}

function showLegend() {
  const { group, values, name } = colouring();
  const coloured = (element, colour) => ((element.style.background = colour), element);
  const lines = chosenRelations().map((relation) =>
    make("li", {}, coloured(make("span", { class: "line" }), theme[relation] ?? ""), RELATIONS[relation]),
  );
  const parts = [make("h3", {}, "Links"), make("ul", {}, ...lines)];
  if (group) {
    const only = (place) => `${data.groups.indexOf(group)} ${place}`;
    const items = group.labels.slice(0, PALETTE.length).map((label, place) =>
      make(
        "li",
        {},
        make(
          "button",
          { type: "button", class: "pick", "aria-pressed": String(at("group").value === only(place)), click: () => pick(only(place)) },
          coloured(make("span", { class: "dot" }), PALETTE[place]),
          make("span", {}, `${clipped(label, 80)} (${number(group.sizes[place])})`),
        ),
      ),
    );
    const hasRest = group.labels.length > PALETTE.length || group.of.some((label, node) => label === null && isPaper(node));
    if (hasRest) items.push(make("li", {}, coloured(make("span", { class: "dot" }), REST), "others"));
    const hasOutside = group.of.some((label, node) => label === null && !isPaper(node));
    if (hasOutside) items.push(make("li", {}, coloured(make("span", { class: "dot" }), theme.outside), "works on none of the pages"));
    parts.push(make("h3", {}, `Colour: ${nameOf(group)}`), make("ul", {}, ...items));
  } else {
    const [low, high] = extent(values);
    const ramp = coloured(make("div", { class: "ramp" }), `linear-gradient(to right, ${[0, 0.33, 0.67, 1].map(rampColour).join(", ")})`);
    const label = (value) => (chosen.colour === "year" ? String(value) : number(value));
    const ends = Number.isFinite(low) ? [make("span", {}, label(low)), make("span", {}, label(high))] : [];
    parts.push(make("h3", {}, `Colour: ${name}`), ramp, make("div", { class: "ends" }, ...ends));
  }
  at("legend").replaceChildren(...parts);
}

// A click on a group in the legend shows it alone, another one all again.
function pick(value) {
  at("group").value = at("group").value === value ? "" : value;
  readChoices();
  [...document.querySelectorAll(".pick")].find((button) => button.ariaPressed === "true")?.focus();
}

// ------------------------------------------------------------------- search

const HITS_AT_ONCE = 30;

function startSearch() {
  let hits = [];
  at("words").addEventListener("input", () => {
    hits = search(at("words").value);
    const isAsked = at("words").value.trim() !== "";
    at("found").textContent = !isAsked ? "" : `${number(hits.length)} found${hits.length > HITS_AT_ONCE ? `, the ${HITS_AT_ONCE} most cited listed` : ""}`;
    at("hits").replaceChildren(
      ...hits.slice(0, HITS_AT_ONCE).map((node) => make("li", {}, opener(node), make("span", { class: "quiet" }, authorList(node, 2)))),
    );
  });
  at("search").addEventListener("submit", (event) => {
    event.preventDefault();
    if (hits.length) open(hits[0]);
  });
}

function authorList(node, most = Infinity) {
  const names = (nodes.authors[node] ?? "").split("; ").filter(Boolean);
  const shown = names.slice(0, most).join(", ") + (names.length > most ? " and others" : "");
  return [shown || "no authors known", nodes.year[node]].filter((part) => part !== null).join(", ");
}

// ------------------------------------------------------------------ details

function open(node) {
  select(node);
  if (!isShown[node]) at("filters").reset();
  centre(node);
  at("details").focus({ preventScroll: true });
  at("details").scrollIntoView({ block: "nearest" });
}

function select(node) {
  standOut(node);
  describe(node);
  history.replaceState(null, "", node === null ? "#graph" : `#${nodes.work_id[node]}`);
}

function describe(node) {
  const details = at("details");
  details.setAttribute("aria-live", node === null ? "off" : "polite");
  if (node === null) {
    details.replaceChildren(
      make("h3", { id: "details-title" }, "Paper"),
      make("p", { class: "hint" }, "Click a paper in the graph, or search, or pick one from a list."),
      ...startingPoints(),
    );
    return;
  }
  const facts = [nodes.venue[node], nodes.year[node], nodes.type[node]].filter((fact) => fact !== null).join(" · ");
  const [title, isKnown] = [nodes.title[node], nodes.title[node] !== null];
  const cited = `Cited by ${number(nodes.local_citation_count[node])} of these papers and ${number(nodes.cited_by_count[node])} works in all. `;
  const citing = !isPaper(node)
    ? "It is on none of the pages."
    : nodes.reference_status[node] === "listed"
      ? `Cites ${number(nodes.local_reference_count[node])} of these papers, ${number(nodes.reference_count[node])} works in all.`
      : `References: ${REFERENCES[nodes.reference_status[node]]}.`;
  const groups = data.groups
    .filter((group) => group.name === "community" && group.of[node] !== null && chosenRelations().includes(group.relation))
    .map((group) => make("p", {}, `Community (${RELATIONS[group.relation]}): ${group.labels[group.of[node]]}`));
  details.replaceChildren(
    make("h3", { id: "details-title" }, title ?? `Work ${nodes.work_id[node]}`),
    ...(isKnown ? [] : [make("p", { class: "hint" }, "Its title is not stored; `citegraph expand` fetches it.")]),
    ...(nodes.is_retracted[node] ? [make("p", { class: "warning" }, "Retracted")] : []),
    ...(isKnown ? [make("p", {}, (nodes.authors[node] ?? "no authors known").replaceAll("; ", ", ")), make("p", { class: "quiet" }, facts)] : []),
    make("p", {}, ...(nodes.doi[node] ? ["DOI: ", doiLink(nodes.doi[node]), make("br")] : []), "OpenAlex: ", workLink(nodes.work_id[node])),
    make("p", {}, cited + citing),
    ...(nodes.topic[node] ? [make("p", {}, `Topic: ${nodes.topic[node]}`)] : []),
    ...groups,
    make("p", {}, nodes.abstract[node] ?? make("span", { class: "quiet" }, "no abstract")),
    ...neighbourLists(node),
    make("p", {}, make("button", { type: "button", click: letGo }, "Let go")),
  );
  details.scrollTop = 0;
}

const MAX_STARTS = 8;

function startingPoints() {
  const most = shownPapers().filter((node) => nodes.local_citation_count[node] > 0).slice(0, MAX_STARTS);
  if (!most.length) return [];
  return [
    make("h3", {}, "Most cited by these papers"),
    make("ul", { class: "first" }, ...most.map((node) => make("li", {}, opener(node), make("span", { class: "quiet" }, `${authorList(node, 1)}, ${number(nodes.local_citation_count[node])} times`)))),
  ];
}

function neighbourLists(node) {
  const lists = new Map();
  for (const place of ties[node]) {
    const { left, right, relation } = edges[place];
    const other = left === node ? right : left;
    const name = relation !== "cites" ? RELATIONS[relation] + " with" : left === node ? "cites" : "is cited by";
    lists.set(name, [...(lists.get(name) ?? []), other]);
  }
  return [...lists].map(([name, others]) =>
    make(
      "details",
      { open: others.length <= 12 ? "" : null },
      make("summary", {}, `It ${name} (${number(others.length)})`),
      make("ul", {}, ...others.map((other) => make("li", {}, opener(other)))),
    ),
  );
}

function letGo() {
  select(null);
  canvas.focus({ preventScroll: true });
}

// -------------------------------------------------------------------- lists

const TITLE = { name: "Title", of: nameOfWork, show: (node) => opener(node), kind: "wide" };
const YEAR = { name: "Year", of: (node) => nodes.year[node], kind: "number" };
const INSIDE = { name: "Cited here", of: (node) => nodes.local_citation_count[node], show: (node) => number(nodes.local_citation_count[node]), kind: "number" };
const IN_ALL = { name: "Cited in all", of: (node) => nodes.cited_by_count[node], show: (node) => number(nodes.cited_by_count[node]), kind: "number" };
const AUTHORS = { name: "Authors", of: (node) => nodes.authors[node], show: (node) => clipped((nodes.authors[node] ?? "–").replaceAll("; ", ", "), 90), kind: "wide extra" };
const VENUE = { name: "Venue", of: (node) => nodes.venue[node], kind: "wide extra" };

const plainColumn = (name, key, kind, show) => ({ name, of: (row) => row[key], kind, ...(show ? { show } : kind === "number" ? { show: (row) => number(row[key]) } : {}) });
const numbered = (name, key) => plainColumn(name, key, "number");
// A column in which nothing is known is left out.
const isEmpty = (value) => value === null || value.length === 0;
const known = (columns, rows) => columns.filter((column) => !rows.every((row) => isEmpty(column.of(row))));
const said = (text) => (text ?? "").replaceAll("_", " ") || null;

let papersTable;
let insideTable;
let outsideTable;

function startLists() {
  papersTable = table("Papers shown in the graph", [TITLE, AUTHORS, YEAR, VENUE, INSIDE, IN_ALL], everyNode.filter(isPaper), { sorted: { place: 4, isDown: true } });
  at("papers").append(papersTable.element);
  insideTable = table("Most cited by these papers", [TITLE, YEAR, INSIDE], []);
  outsideTable = table("Most cited in all, as OpenAlex counts", [TITLE, YEAR, IN_ALL], []);
  document.querySelector("#cited .pair").append(insideTable.element, outsideTable.element);
  startCommunities();
  at("authors").append(
    table(
      "People with most papers here",
      [
        plainColumn("Author", "author", "wide"),
        plainColumn("OpenAlex", "author_id", "extra", (row) => workLink(row.author_id)),
        numbered("Papers", "node_count"),
        plainColumn("by shares", "fractional_node_count", "number extra", (row) => rounded(row.fractional_node_count)),
        numbered("Cited here", "local_citation_count"),
        plainColumn("h-index here", "local_h_index", "number extra", (row) => number(row.local_h_index)),
        numbered("Cited in all", "cited_by_count"),
      ],
      data.authors,
    ).element,
  );
  const missingColumns = [
    plainColumn("Title", "title", "wide", (row) => (nodeOf.has(row.work_id) ? opener(nodeOf.get(row.work_id), row.title ?? row.work_id) : (row.title ?? "title not stored"))),
    plainColumn("Authors", "authors", "wide extra", (row) => clipped((row.authors ?? "–").replaceAll("; ", ", "), 90)),
    plainColumn("OpenAlex", "work_id", null, (row) => workLink(row.work_id)),
    plainColumn("DOI", "doi", "extra", (row) => doiLink(row.doi)),
    plainColumn("Year", "year", "number extra", (row) => row.year),
    numbered("Citing papers", "citing_node_count"),
    numbered("Cited in all", "cited_by_count"),
  ];
  const isUnstored = data.missing_classics.some((row) => row.title === null);
  at("missing-hint").textContent =
    "Works on none of the pages that at least two of the papers cite." +
    (isUnstored ? " Where a title is missing the warehouse does not hold the work yet: `citegraph expand` fetches it." : "") +
    (data.missing_classics.length && !outsideCount ? " `citegraph report --second-circle 3` draws those that three papers cite into the graph." : "");
  at("missing").append(table("Works that these papers cite most", known(missingColumns, data.missing_classics), data.missing_classics).element);
  startMatches();
}

function startCommunities() {
  const found = Object.entries(data.communities).filter(([, rows]) => rows.length);
  const lists = found.map(([relation, rows]) =>
    table(
      `Communities of the links “${RELATIONS[relation]}”`,
      known(
        [
          numbered("No.", "community"),
          plainColumn("Label", "label", "wide"),
          numbered("Papers", "node_count"),
          plainColumn("Title words", "words", "wide extra", (row) => row.words.join(", ")),
          plainColumn("Topics", "topics", "wide extra", (row) => row.topics.join(", ")),
        ],
        rows,
      ),
      rows,
    ).element,
  );
  const [first, ...others] = lists;
  const rest = others.length ? [make("details", {}, make("summary", {}, "Communities of the other links"), ...others)] : [];
  at("communities").append(...(first ? [first, ...rest] : [make("p", { class: "quiet" }, "This warehouse holds no analysis of communities yet.")]));
}

function startMatches() {
  const total = data.match_report.reduce((sum, row) => sum + row.paper_count, 0);
  const most = data.reference_statuses.reduce((sum, row) => sum + row.node_count, 0);
  document.querySelector("#matches .pair").append(
    table(
      "How the papers on the pages were matched",
      [
        plainColumn("Verdict", "status"),
        plainColumn("Reason", "reason", "wide", (row) => said(row.reason)),
        plainColumn("Papers", "paper_count", "bars", (row) => bar(row.paper_count, total)),
        plainColumn("Share", "paper_share", "number", (row) => share(row.paper_share)),
        plainColumn("Mean trust", "mean_score", "number extra", (row) => rounded(row.mean_score)),
      ],
      data.match_report,
    ).element,
    table(
      "What is known of the papers' references",
      [
        plainColumn("References", "reference_status", "wide", (row) => REFERENCES[row.reference_status] ?? row.reference_status),
        plainColumn("Papers", "node_count", "bars", (row) => bar(row.node_count, most)),
        numbered("References", "reference_count"),
        numbered("to these papers", "local_reference_count"),
      ],
      data.reference_statuses,
    ).element,
  );
  at("matches").append(
    table(
      "Papers without a work",
      [
        plainColumn("Title", "title", "wide"),
        plainColumn("Verdict", "status"),
        plainColumn("Reason", "reason", null, (row) => said(row.reason)),
        plainColumn("Candidates", "candidate_count", "number extra", (row) => number(row.candidate_count)),
        plainColumn("Nearest work", "best_work_title", "wide extra"),
        plainColumn("Conflict", "best_objection", "extra", (row) => said(row.best_objection)),
      ],
      data.unresolved_papers,
    ).element,
  );
}

function showLists() {
  const shown = shownPapers();
  papersTable.fill(shown);
  const top = (values) => shown.filter((node) => values[node] > 0).sort((a, b) => values[b] - values[a] || a - b).slice(0, 20);
  insideTable.fill(top(nodes.local_citation_count));
  outsideTable.fill(top(nodes.cited_by_count));
  const venues = [...countBy(shown.map((node) => nodes.venue[node]))].sort(([one, a], [other, b]) => b - a || one.localeCompare(other, "en"));
  const most = venues[0]?.[1];
  const columns = [
    { name: "Venue", of: ([venue]) => venue, kind: "wide" },
    { name: "Papers", of: ([, papers]) => papers, show: ([, papers]) => bar(papers, most), kind: "bars" },
  ];
  document
    .querySelector("#years .pair")
    .replaceChildren(yearChart(countBy(shown.map((node) => nodes.year[node]))), table("Papers by venue", columns, venues).element);
}

// -------------------------------------------------------------------- start

function startTools() {
  const step = 0.15;
  const keys = {
    ArrowLeft: () => shift(-step, 0),
    ArrowRight: () => shift(step, 0),
    ArrowUp: () => shift(0, step),
    ArrowDown: () => shift(0, -step),
    "+": () => zoom(0.7),
    "=": () => zoom(0.7),
    "-": () => zoom(1.4),
    0: showWhole,
    Escape: () => select(null),
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  at("closer").addEventListener("click", () => zoom(0.7));
  at("further").addEventListener("click", () => zoom(1.4));
  at("whole").addEventListener("click", showWhole);
  at("png").addEventListener("click", savePng);
  at("svg").addEventListener("click", saveSvg);
}

function start() {
  startSummary();
  startChoices();
  startSearch();
  chooseEdges();
  chooseNodes();
  startLists();
  try {
    startDrawing();
    startTools();
  } catch (error) {
    // Without WebGL there is no picture; the lists hold the same papers.
    canvas.replaceChildren(make("p", {}, `This browser cannot draw the graph (${error.message}). The lists on this page hold the same papers.`));
    document.querySelector(".tools").hidden = true;
  }
  show();
  describe(null);
  const linked = nodeOf.get(location.hash.slice(1));
  if (linked !== undefined) open(linked);
}

start();
