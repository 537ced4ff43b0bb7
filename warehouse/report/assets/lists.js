// Elements, tables and charts. Whatever comes from the data becomes text, never markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const ROWS_AT_FIRST = 50;
const number = (value) => (value === null || value === undefined ? "–" : value.toLocaleString("en"));
const share = (value) => `${(100 * value).toFixed(1)} %`;
const rounded = (value) => (value === null || value === undefined ? "–" : value.toFixed(2));

// Columns: name, of (a row's value, to sort by), show (a value or element; default: the value), kind.
function table(caption, columns, rows, { sorted = null } = {}) {
  let order = sorted;
  let limit = ROWS_AT_FIRST;
  const body = make("tbody");
  const more = make("button", { type: "button", click: () => ((limit += 500), fill()) });
  const heads = columns.map((column, place) =>
    make("th", { scope: "col", class: column.kind }, make("button", { type: "button", click: () => sortBy(place) }, column.name)),
  );
  const element = make(
    "div",
    {},
    make(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
      make("table", {}, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...heads)), body),
    ),
    more,
  );

  function sortBy(place) {
    const isFirst = order?.place !== place;
    order = { place, isDown: isFirst ? /^(number|bars)/u.test(columns[place].kind ?? "") : !order.isDown };
    fill();
  }

  function sortedRows() {
    if (!order) return rows;
    const { of } = columns[order.place];
    const turn = order.isDown ? -1 : 1;
    const compare = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en"));
    return [...rows].sort((one, other) => {
      const [a, b] = [of(one), of(other)];
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      return turn * compare(a, b);
    });
  }

  function cell(column, row) {
    const value = (column.show ?? column.of)(row);
    const content = value === null || value === undefined ? "–" : value instanceof Node ? value : String(value);
    return make("td", { class: column.kind }, content);
  }

  function fill(newRows = rows) {
    rows = newRows;
    heads.forEach((head, place) => {
      if (order?.place === place) head.setAttribute("aria-sort", order.isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const shown = sortedRows().slice(0, limit);
    body.replaceChildren(...shown.map((row) => make("tr", {}, ...columns.map((column) => cell(column, row)))));
    if (!rows.length) body.append(make("tr", {}, make("td", { colspan: columns.length, class: "quiet" }, "none")));
    more.hidden = rows.length <= limit;
    more.textContent = `Show more (${number(rows.length - limit)} left)`;
  }

  fill();
  return { element, fill };
}

// A number with its bar beside it.
function bar(value, most) {
  const element = make("span", { class: "bar" });
  element.style.width = `${(100 * value) / (most || 1)}%`;
  return make("span", { class: "barred" }, make("span", {}, number(value)), element);
}

// One column a year. The same numbers stand in a table behind it.
function yearChart(counts) {
  const [first, last] = extent([...counts.keys()]);
  const every = counts.size ? Array.from({ length: last - first + 1 }, (_, step) => first + step) : [];
  const most = Math.max(1, ...counts.values());
  const [width, height, room] = [600, 220, 24];
  const margin = 16;
  const step = (width - 2 * margin) / Math.max(every.length, 1);
  const svg = (tag, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const apart = Math.ceil(40 / step);
  every.forEach((year, place) => {
    const papers = counts.get(year) ?? 0;
    const tall = ((height - 2 * room) * papers) / most;
    const x = margin + place * step;
    drawing.append(svg("rect", { x: x + step * 0.1, y: height - room - tall, width: step * 0.8, height: tall, rx: 2 }));
    if (place % apart === 0) drawing.append(svg("text", { x: x + step / 2, y: height - 6 }, year));
    if (papers && step >= 20) drawing.append(svg("text", { x: x + step / 2, y: height - room - tall - 4 }, papers));
  });
  const rows = every.map((year) => ({ year, papers: counts.get(year) ?? 0 }));
  const columns = [
    { name: "Year", of: (row) => row.year },
    { name: "Papers", of: (row) => row.papers, kind: "number" },
  ];
  return make(
    "figure",
    {},
    make("figcaption", {}, "Papers by year"),
    drawing,
    make("details", {}, make("summary", {}, "As a table"), table("Papers by year", columns, rows).element),
  );
}

function countBy(values) {
  const counts = new Map();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
