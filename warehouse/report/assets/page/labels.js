// Labels on the canvas: where there is room for them, and how they are drawn.
import { clipped } from "./text.js";

const GAP = 3;

// Which of the labels asked for stand where, the largest nodes' first, so that none lies on another: of each its node's
// key, its text, left end and base line, and, where fonts are others, the end that keeps its place: anchor. asked: { key, label, x, y, size } in pixels; widthOf measures a text.
export function placeLabels(asked, { width, fontSize, widthOf }) {
  const taken = [];
  const placed = [];
  for (const { key, label, x, y, size } of [...asked].sort((one, other) => other.size - one.size)) {
    const wide = widthOf(label);
    const left = leftEnd(x, size + GAP, wide, width);
    const base = y + fontSize / 3;
    const box = [left, base - fontSize, left + wide, base + 3];
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    const isLeft = left < x;
    placed.push({ key, label, left, base, isLeft, anchor: isLeft ? left + wide : left });
  }
  return placed;
}

// Right of the node; left of it where the canvas ends before the label.
function leftEnd(x, gap, wide, width) {
  return x < width && x + gap + wide > width ? x - gap - wide : x + gap;
}

const overlap = ([l, t, r, b], [left, top, right, bottom]) => l < right && left < r && t < bottom && top < b;

export function drawLabels(context, placed, theme) {
  Object.assign(context, { lineJoin: "round", lineWidth: 3, strokeStyle: theme.paper, fillStyle: theme.ink });
  for (const { label, left, base } of placed) {
    context.strokeText(label, left, base);
    context.fillText(label, left, base);
  }
}

// The node that stands out shows its whole title in a box, above it where there is room.
export function drawTitle(context, title, node, { width, fontSize, theme }) {
  const text = clipped(title, Math.min(70, Math.floor(width / fontSize / 0.6)));
  const [wide, tall] = [context.measureText(text).width + 10, fontSize * 2];
  const above = node.y - node.size - tall - 5;
  const top = above > 0 ? above : node.y + node.size + 5;
  const left = Math.max(2, Math.min(node.x - wide / 2, width - wide - 2));
  Object.assign(context, { fillStyle: theme.paper, strokeStyle: theme.ink, lineWidth: 1 });
  context.beginPath();
  context.rect(left, top, wide, tall);
  context.fill();
  context.stroke();
  context.fillStyle = theme.ink;
  context.fillText(text, left + 5, top + fontSize * 1.35);
  context.lineWidth = 2;
  context.beginPath();
  context.arc(node.x, node.y, node.size + 1, 0, 2 * Math.PI);
  context.stroke();
}
