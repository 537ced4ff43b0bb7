// The chart of years as numbers: every year from the first to the last, and where its bar and its words stand.
import { extent } from "./numbers.js";

export const [CHART_WIDTH, CHART_HEIGHT] = [600, 220];
const ROOM = 24; // above and below the bars
const MARGIN = 16;
const MIN_YEAR_WIDTH = 40; // a year is written only where it has so much room
const MIN_COUNT_WIDTH = 20;

// counts: Map { year: papers }. Of each year: its number of papers, x, y, width and height, the middle, what is written.
export function yearBars(counts) {
  const [first, last] = extent(counts.keys());
  const years = counts.size ? Array.from({ length: last - first + 1 }, (_, step) => first + step) : [];
  const max = Math.max(1, ...counts.values());
  const step = (CHART_WIDTH - 2 * MARGIN) / Math.max(years.length, 1);
  return years.map((year, place) => {
    const papers = counts.get(year) ?? 0;
    const height = ((CHART_HEIGHT - 2 * ROOM) * papers) / max;
    const x = MARGIN + place * step;
    return {
      year,
      papers,
      x: x + step * 0.1,
      y: CHART_HEIGHT - ROOM - height,
      width: step * 0.8,
      height,
      middle: x + step / 2,
      hasYear: place % Math.ceil(MIN_YEAR_WIDTH / step) === 0,
      hasCount: papers > 0 && step >= MIN_COUNT_WIDTH,
    };
  });
}
