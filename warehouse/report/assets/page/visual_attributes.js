// Colours and sizes of nodes and edges, as numbers and texts.
import { YEAR } from "./choices.js";
import { extent } from "./numbers.js";

const RAMP = [[68, 90, 170], [60, 160, 160], [150, 190, 80], [240, 190, 60]];
const [MIN_SIZE, SIZE_SPAN] = [3.5, 14];
// On a narrower canvas, in pixels, and among more nodes, nodes are smaller.
const FULL_WIDTH = 700;
const FEW_NODES = 300;
const MANY_EDGES = 5000;

// sigma.js blends colours that are multiplied by their alpha already.
export function multiplied(hex, alpha) {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) * alpha);
  return `rgba(${parts.map(Math.round).join(",")},${alpha})`;
}

export function rampColour(share) {
  const place = Math.min(share, 0.9999) * (RAMP.length - 1);
  const [low, high] = [RAMP[Math.floor(place)], RAMP[Math.floor(place) + 1]];
  const mix = low.map((part, at) => Math.round(part + (high[at] - part) * (place % 1)));
  return `#${mix.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

// What the nodes are coloured by: a group, or values and their name.
export function colouring({ report, chosen }) {
  const [kind, place] = chosen.colour.split(" ");
  if (kind === "group") return { group: report.data.groups[place] };
  if (kind === "measure") return { values: report.data.measures[place].values, name: report.labelOf(report.data.measures[place]) };
  return { values: report.nodes.year, name: YEAR };
}

// Years are even; other numbers are skewed, and their square roots are less so.
const evened = (value, chosen) => (chosen.colour === YEAR ? value : Math.sqrt(Math.max(value, 0)));

// A colour for each node; theme.outside for works outside the corpus of which nothing is known.
export function nodeColours(view, theme) {
  const { report, chosen } = view;
  const { groups: palette, rest } = report.data.colours;
  const { group, values } = colouring(view);
  const unknown = (node) => (report.isPaper(node) ? rest : theme.outside);
  if (group) return group.of.map((label, node) => (label === null ? unknown(node) : (palette[label] ?? rest)));
  const [low, high] = extent(values).map((value) => evened(value, chosen));
  return values.map((value, node) => (value === null ? unknown(node) : rampColour((evened(value, chosen) - low) / (high - low || 1))));
}

// A radius for each node, in pixels, on a canvas of that width.
export function nodeSizes({ report, chosen }, width) {
  const values = report.data.measures[chosen.size]?.values ?? report.everyNode.map(() => 1);
  const max = extent(values)[1] || 1;
  const room = Math.max(0.5, width / FULL_WIDTH) * Math.max(0.4, Math.sqrt(FEW_NODES / report.count));
  return values.map((value) => Math.min(1, room) * (MIN_SIZE + SIZE_SPAN * Math.sqrt(Math.max(value ?? 0, 0) / max)));
}

// The more edges lie over each other, the fainter each must be.
export const edgeAlpha = (edgeCount, hasFocus) => (hasFocus ? 0.9 : Math.min(0.4, 0.4 * Math.sqrt(300 / edgeCount)));

export function edgeSize(edge, isDirected, edgeCount, hasFocus) {
  const size = isDirected ? 0.8 : 0.8 + Math.min(Math.log2(edge.weight + 1), 4) * 0.4;
  if (hasFocus) return size + 1;
  return edgeCount > MANY_EDGES ? 0.5 : size;
}
