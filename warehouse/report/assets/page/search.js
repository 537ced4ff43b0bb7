// Search in titles and authors: every word must be found, in any order.
import { number, plain } from "./text.js";

export const MAX_HITS = 30;

// A function from words to the nodes that hold them all, the most cited first.
export function searchIn(report) {
  const texts = report.everyNode.map((node) => plain(`${report.nameOf(node)} ${report.nodes.authors[node] ?? ""}`));
  return (words) => {
    const wanted = plain(words).split(/\s+/u).filter(Boolean);
    return wanted.length ? report.everyNode.filter((node) => wanted.every((word) => texts[node].includes(word))) : [];
  };
}

export function foundText(words, count) {
  if (words.trim() === "") return "";
  return `${number(count)} found${count > MAX_HITS ? `, the ${MAX_HITS} most cited listed` : ""}`;
}
