// Counting: the ends of a column of numbers, and how often each value stands in one. null is unknown, and not counted.
export function extent(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

export function countBy(values) {
  const counts = new Map();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

// The values with their counts, the most frequent first, those as frequent by name.
export const ranked = (counts) => [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other, "en"));
