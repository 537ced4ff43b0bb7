// The view saved as a file: PNG as it is on the screen, SVG as shapes.
import { makeSvg } from "./elements.js";

const LAYERS = ["edges", "nodes", "labels", "hovers"];
const KEPT = 10000; // milliseconds until the browser has surely taken the file

function saveFile(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}

export function savePng({ renderer, theme }) {
  const layers = renderer.getCanvases();
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [layers.nodes.width, layers.nodes.height];
  const context = picture.getContext("2d");
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, picture.width, picture.height);
  renderer.refresh(); // WebGL forgets its picture after each frame
  for (const name of LAYERS) context.drawImage(layers[name], 0, 0);
  picture.toBlob((blob) => saveFile("citegraph.png", blob));
}

export function saveSvg(drawing) {
  const { width, height } = drawing.renderer.getDimensions();
  const picture = document.implementation.createDocument("http://www.w3.org/2000/svg", "svg");
  const root = picture.documentElement;
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) root.setAttribute(name, value);
  const add = (tag, attributes, text) => root.appendChild(makeSvg(tag, attributes, text, picture));
  add("rect", { width, height, fill: drawing.theme.paper });
  addEdges(drawing, add);
  addNodes(drawing, add);
  addLabels(drawing, add);
  saveFile("citegraph.svg", new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" }));
}

const fixed = (value) => value.toFixed(1);

function placeOf({ renderer }, node) {
  const { x, y } = renderer.framedGraphToViewport(renderer.getNodeDisplayData(node));
  return [fixed(x), fixed(y)];
}

function addEdges(drawing, add) {
  const places = drawing.view.report.everyNode.map((node) => placeOf(drawing, node));
  drawing.view.edges.forEach(({ left, right, relation }, place) => {
    const { hidden, size } = drawing.reduceEdge(place);
    if (hidden) return;
    const [[x1, y1], [x2, y2]] = [places[left], places[right]];
    add("line", { x1, y1, x2, y2, stroke: drawing.theme[relation], "stroke-opacity": drawing.edgeAlpha, "stroke-width": size });
  });
}

function addNodes(drawing, add) {
  const { renderer, view } = drawing;
  for (const node of view.shownNodes()) {
    const { color, size } = renderer.getNodeDisplayData(node);
    const [cx, cy] = placeOf(drawing, node);
    const circle = add("circle", { cx, cy, r: fixed(renderer.scaleSize(size)), fill: color });
    circle.append(makeSvg("title", {}, view.report.nameOf(node), circle.ownerDocument));
  }
}

function addLabels({ labels, theme, renderer }, add) {
  const outline = { fill: theme.ink, stroke: theme.paper, "stroke-width": 3, "paint-order": "stroke" };
  const font = { "font-size": renderer.getSetting("labelSize"), "font-family": "sans-serif" };
  for (const { label, anchor, isLeft, base } of labels) {
    add("text", { x: fixed(anchor), y: fixed(base), "text-anchor": isLeft ? "end" : "start", ...outline, ...font }, label);
  }
}
