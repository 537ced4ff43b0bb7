// The graph on the canvas: colours, sizes, what stands out, and the pictures saved of it.
const PALETTE = data.colours.groups;
const REST = data.colours.rest;
const RAMP = [[68, 90, 170], [60, 160, 160], [150, 190, 80], [240, 190, 60]];
const MANY_EDGES = 5000;
// On a narrower canvas, in pixels, and among more nodes, nodes are smaller.
const FULL_WIDTH = 700;
const FEW_NODES = 300;
const MAX_EDGES_TO_HOVER = 20000;
const SLOW_FRAME = 60; // milliseconds
const canvas = document.getElementById("canvas");
const isStill = matchMedia("(prefers-reduced-motion: reduce)");

let theme = {};
let nodeColour = [];
let nodeSize = [];
let edgeColour = {};
let selected = null;
let hovered = null;
let near = null; // the node that stands out and its neighbours
let renderer = null;

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  theme = { paper: read("paper"), ink: read("ink"), faded: read("faded"), rule: read("rule"), outside: read("outside") };
  for (const name of Object.keys(data.edges)) theme[name] = read(name.replace("_", "-"));
}

// sigma.js blends colours that are multiplied by their alpha already.
function multiplied(hex, alpha) {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) * alpha);
  return `rgba(${parts.map(Math.round).join(",")},${alpha})`;
}

function rampColour(share) {
  const place = Math.min(share, 0.9999) * (RAMP.length - 1);
  const [low, high] = [RAMP[Math.floor(place)], RAMP[Math.floor(place) + 1]];
  const mix = low.map((part, at) => Math.round(part + (high[at] - part) * (place % 1)));
  return `#${mix.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function colouring() {
  const [kind, number] = chosen.colour.split(" ");
  if (kind === "group") return { group: data.groups[number] };
  if (kind === "measure") return { values: data.measures[number].values, name: nameOf(data.measures[number]) };
  return { values: nodes.year, name: WORDS.year };
}

// Years are even; other numbers are skewed, and their square roots are less so.
const evened = (value) => (chosen.colour === "year" ? value : Math.sqrt(Math.max(value, 0)));

function extent(values) {
  const known = values.filter((value) => value !== null);
  return [known.reduce((a, b) => Math.min(a, b), Infinity), known.reduce((a, b) => Math.max(a, b), -Infinity)];
}

function colourNodes() {
  const { group, values } = colouring();
  const rest = (node) => (isPaper(node) ? REST : theme.outside);
  if (group) {
    nodeColour = group.of.map((label, node) => (label === null ? rest(node) : (PALETTE[label] ?? REST)));
    return;
  }
  const [low, high] = extent(values).map(evened);
  nodeColour = values.map((value, node) => (value === null ? rest(node) : rampColour((evened(value) - low) / (high - low || 1))));
}

function sizeNodes() {
  const values = data.measures[chosen.size]?.values ?? everyNode.map(() => 1);
  const most = extent(values)[1] || 1;
  const [least, span] = [3.5, 14];
  const room = Math.max(0.5, canvas.clientWidth / FULL_WIDTH) * Math.max(0.4, Math.sqrt(FEW_NODES / count));
  nodeSize = values.map((value) => Math.min(1, room) * (least + span * Math.sqrt(Math.max(value ?? 0, 0) / most)));
}

// What people call a paper: a short name before a colon, or else its first author and year.
function shortName(node) {
  const [name, rest] = nameOfWork(node).split(":", 2);
  if (rest !== undefined && name.length <= 18) return name;
  const author = nodes.label[node].split(" ")[0];
  return nodes.authors[node] && nodes.year[node] !== null ? `${author} ${nodes.year[node]}` : clipped(nameOfWork(node), 24);
}

const clipped = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function reduceNode(key, attributes) {
  const node = Number(key);
  const isNear = !near || near.has(node);
  const stands = node === selected || node === hovered;
  return {
    ...attributes,
    size: nodeSize[node],
    color: isNear ? nodeColour[node] : theme.faded,
    label: isNear && nodes.title[node] !== null ? shortName(node) : null,
    hidden: !isShown[node],
    highlighted: stands,
    forceLabel: stands,
    zIndex: stands ? 2 : Number(isNear),
  };
}

const HIDDEN = { hidden: true, type: "line", zIndex: 0 };

function reduceEdge(key) {
  const edge = edges[Number(key)];
  const focus = hovered ?? selected;
  const isNear = focus === null || edge.left === focus || edge.right === focus;
  if (!isNear || !isShown[edge.left] || !isShown[edge.right]) return HIDDEN;
  const isCitation = edge.relation === "cites";
  const size = isCitation ? 0.8 : 0.8 + Math.min(Math.log2(edge.weight + 1), 4) * 0.4;
  return {
    type: near && isCitation ? "arrow" : "line",
    color: edgeColour[edge.relation],
    size: near ? size + 1 : edges.length > MANY_EDGES ? 0.5 : size,
    zIndex: isCitation ? 0 : 1,
  };
}

// The more edges lie over each other, the fainter each must be.
const edgeAlpha = () => (near ? 0.9 : Math.min(0.4, 0.4 * Math.sqrt(300 / edges.length)));

// sigma.js asks for labels one by one; they are drawn together, the largest nodes' first, where none lies on another.
let asked = [];
let labelled = [];

function askForLabel(context, node) {
  if (node.label) asked.push(node);
}

// Right of the node; left of it where the canvas ends before the label.
function labelStart(x, gap, width) {
  const wide = renderer.getDimensions().width;
  return x < wide && x + gap + width > wide ? x - gap - width : x + gap;
}

function drawLabels() {
  const context = renderer.getCanvases().labels.getContext("2d");
  const [size, font] = [renderer.getSetting("labelSize"), renderer.getSetting("labelFont")];
  Object.assign(context, { font: `${size}px ${font}`, lineJoin: "round", lineWidth: 3, strokeStyle: theme.paper, fillStyle: theme.ink });
  const taken = [];
  labelled = [];
  // The one that stands out shows its whole title.
  const others = asked.filter(({ key }) => Number(key) !== selected && Number(key) !== hovered);
  for (const node of others.sort((one, other) => other.size - one.size)) {
    const [width, gap, base] = [context.measureText(node.label).width, node.size + 3, node.y + size / 3];
    const left = labelStart(node.x, gap, width);
    const box = [left, base - size, left + width, base + 3];
    const isHidden = taken.some(([l, t, r, b]) => box[0] < r && l < box[2] && box[1] < b && t < box[3]);
    if (isHidden) continue;
    taken.push(box);
    labelled.push([Number(node.key), left < node.x]);
    context.strokeText(node.label, left, base);
    context.fillText(node.label, left, base);
  }
}

function drawHover(context, node, settings) {
  const wide = renderer.getDimensions().width;
  const title = clipped(nameOfWork(Number(node.key)), Math.min(70, Math.floor(wide / settings.labelSize / 0.6)));
  context.font = `${settings.labelSize}px ${settings.labelFont}`;
  const width = context.measureText(title).width + 10;
  const tall = settings.labelSize * 2;
  const above = node.y - node.size - tall - 5;
  const top = above > 0 ? above : node.y + node.size + 5;
  const left = Math.max(2, Math.min(node.x - width / 2, wide - width - 2));
  context.fillStyle = theme.paper;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.beginPath();
  context.rect(left, top, width, tall);
  context.fill();
  context.stroke();
  context.fillStyle = theme.ink;
  context.fillText(title, left + 5, top + settings.labelSize * 1.35);
  context.lineWidth = 2;
  context.beginPath();
  context.arc(node.x, node.y, node.size + 1, 0, 2 * Math.PI);
  context.stroke();
}

function buildGraph() {
  const graph = new Graph({ multi: true, type: "directed" });
  for (const node of everyNode) graph.addNode(node, { key: node, x: nodes.x[node], y: nodes.y[node] });
  edges.forEach((edge, place) => graph.addEdgeWithKey(place, edge.left, edge.right));
  return graph;
}

function startDrawing() {
  readTheme();
  colourNodes();
  sizeNodes();
  redraw();
  renderer = new Sigma(buildGraph(), canvas, {
    nodeReducer: reduceNode,
    edgeReducer: reduceEdge,
    labelRenderer: askForLabel,
    hoverRenderer: drawHover,
    labelFont: "system-ui, sans-serif",
    labelSize: 13,
    labelRenderedSizeThreshold: 5,
    labelGridCellSize: 60,
    labelDensity: 1.5,
    zIndex: true,
    minCameraRatio: 0.02,
    maxCameraRatio: 4,
    allowInvalidContainer: true,
  });
  renderer.setCustomBBox(renderer.getBBox());
  renderer.on("beforeRender", () => (asked = []));
  renderer.on("afterRender", drawLabels);
  renderer.once("afterRender", () => document.documentElement.setAttribute("data-drawn", Math.round(performance.now())));
  const wasDragged = letDrag();
  watchPace();
  renderer.on("clickNode", ({ node }) => wasDragged() || select(Number(node)));
  renderer.on("clickStage", () => select(null));
  renderer.on("enterNode", ({ node }) => hover(Number(node)));
  renderer.on("leaveNode", () => hover(null));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readTheme();
    colourNodes();
    redraw();
    showLegend();
  });
}

// Without a graphics card many edges take long to draw: then they stay away while the view moves.
function watchPace() {
  let slowFrames = 0;
  const look = () => {
    const start = performance.now();
    requestAnimationFrame(() => {
      slowFrames += Number(performance.now() - start > SLOW_FRAME);
      if (slowFrames < 3) return;
      renderer.setSetting("hideEdgesOnMove", true);
      renderer.off("afterRender", look);
    });
  };
  renderer.on("afterRender", look);
}

// Returns whether the last node pressed was dragged: the click that ends a drag is none.
function letDrag() {
  let dragged = null;
  let hasMoved = false;
  renderer.on("downNode", ({ node }) => ([dragged, hasMoved] = [node, false]));
  renderer.getMouseCaptor().on("mousemovebody", (event) => {
    if (dragged === null) return;
    hasMoved = true;
    const { x, y } = renderer.viewportToGraph(event);
    [nodes.x[dragged], nodes.y[dragged]] = [x, y];
    renderer.getGraph().mergeNodeAttributes(dragged, { x, y });
    event.preventSigmaDefault();
  });
  renderer.getMouseCaptor().on("mouseup", () => (dragged = null));
  return () => hasMoved;
}

function hover(node) {
  canvas.classList.toggle("pointing", node !== null);
  if (edges.length > MAX_EDGES_TO_HOVER) return;
  hovered = node;
  redraw();
}

function standOut(node) {
  selected = node;
  redraw();
}

function redraw() {
  const focus = hovered ?? selected;
  near = focus === null ? null : new Set([focus, ...ties[focus].flatMap((place) => [edges[place].left, edges[place].right])]);
  for (const relation of Object.keys(data.edges)) edgeColour[relation] = multiplied(theme[relation], edgeAlpha());
  renderer?.scheduleRefresh();
}

function replaceEdges() {
  renderer?.setGraph(buildGraph());
}

function moveTo(state) {
  const camera = renderer?.getCamera();
  if (isStill.matches) camera?.setState(state);
  else camera?.animate(state, { duration: 250 });
}

function centre(node) {
  const place = renderer?.getNodeDisplayData(node);
  if (place) moveTo({ x: place.x, y: place.y, ratio: Math.min(renderer.getCamera().ratio, 0.5) });
}

function zoom(factor) {
  if (renderer) moveTo({ ratio: renderer.getCamera().ratio * factor });
}

function shift(x, y) {
  const { x: left, y: top, ratio } = renderer.getCamera().getState();
  moveTo({ x: left + x * ratio, y: top + y * ratio });
}

const showWhole = () => moveTo({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });

function saveFile(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function savePng() {
  const layers = renderer.getCanvases();
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [layers.nodes.width, layers.nodes.height];
  const context = picture.getContext("2d");
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, picture.width, picture.height);
  renderer.refresh(); // WebGL forgets its picture after each frame
  for (const name of ["edges", "nodes", "labels", "hovers"]) context.drawImage(layers[name], 0, 0);
  picture.toBlob((blob) => saveFile("citegraph.png", blob));
}

function saveSvg() {
  const { width, height } = renderer.getDimensions();
  const document_ = document.implementation.createDocument("http://www.w3.org/2000/svg", "svg");
  const add = (name, attributes, text) => {
    const element = document_.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text) element.textContent = text;
    document_.documentElement.append(element);
    return element;
  };
  const root = document_.documentElement;
  for (const [key, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) root.setAttribute(key, value);
  add("rect", { width, height, fill: theme.paper });
  const place = everyNode.map((node) => renderer.framedGraphToViewport(renderer.getNodeDisplayData(node)));
  const fixed = (number) => number.toFixed(1);
  edges.forEach((edge, number) => {
    const { hidden, size } = reduceEdge(number);
    if (hidden) return;
    const [from, to] = [place[edge.left], place[edge.right]];
    add("line", { x1: fixed(from.x), y1: fixed(from.y), x2: fixed(to.x), y2: fixed(to.y), stroke: theme[edge.relation], "stroke-opacity": edgeAlpha(), "stroke-width": size });
  });
  for (const node of shownNodes()) {
    const { color, size } = renderer.getNodeDisplayData(node);
    const circle = add("circle", { cx: fixed(place[node].x), cy: fixed(place[node].y), r: fixed(renderer.scaleSize(size)), fill: color });
    const title = document_.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = nameOfWork(node);
    circle.append(title);
  }
  for (const [node, isLeft] of labelled) {
    const gap = renderer.scaleSize(renderer.getNodeDisplayData(node).size) + 3;
    const x = isLeft ? place[node].x - gap : place[node].x + gap;
    const style = { "text-anchor": isLeft ? "end" : "start", fill: theme.ink, stroke: theme.paper, "stroke-width": 3, "paint-order": "stroke", "font-size": 13, "font-family": "sans-serif" };
    add("text", { x: fixed(x), y: fixed(place[node].y + 4), ...style }, shortName(node));
  }
  saveFile("citegraph.svg", new Blob([new XMLSerializer().serializeToString(document_)], { type: "image/svg+xml" }));
}
