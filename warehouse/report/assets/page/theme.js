// The style sheet's colours, light or dark: what is drawn has the same as the page around it.
export function readTheme(relations) {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name.replaceAll("_", "-")}`).trim();
  return Object.fromEntries(["paper", "ink", "faded", "outside", ...relations].map((name) => [name, read(name)]));
}
