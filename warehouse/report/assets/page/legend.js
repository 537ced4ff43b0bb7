// What the colours mean. A click on a group shows it alone, another one all again.
import { at, coloured, make } from "./elements.js";
import { extent } from "./numbers.js";
import { clipped, number } from "./text.js";
import { colouring, rampColour } from "./visual_attributes.js";
import { YEAR } from "./choices.js";

const MAX_LABEL = 80;

export function showLegend(view, theme, changed) {
  const { group, values, name } = colouring(view);
  const links = view.chosen.relations.map((relation) =>
    make("li", {}, coloured(make("span", { class: "line" }), theme[relation]), view.report.labelOfRelations([relation])),
  );
  const colours = group ? groupLegend(view, group, theme, changed) : rampLegend(view, values, name);
  at("legend").replaceChildren(make("h3", {}, "Links"), make("ul", {}, ...links), ...colours);
}

const item = (colour, text) => make("li", {}, ...dot(colour, text));
const dot = (colour, text) => [coloured(make("span", { class: "dot" }), colour), make("span", {}, text)];

function groupLegend({ report }, group, theme, changed) {
  const { groups: palette, rest } = report.data.colours;
  const items = palette.slice(0, group.labels.length).map((colour, place) => make("li", {}, picker(report, group, place, colour, changed)));
  const hasRest = group.labels.length > palette.length || group.of.some((label, node) => label === null && report.isPaper(node));
  if (hasRest) items.push(item(rest, "others"));
  const hasOutside = group.of.some((label, node) => label === null && !report.isPaper(node));
  if (hasOutside) items.push(item(theme.outside, "works on none of the pages"));
  return [make("h3", {}, `Colour: ${report.labelOf(group)}`), make("ul", {}, ...items)];
}

function picker(report, group, place, colour, changed) {
  const only = `${report.data.groups.indexOf(group)} ${place}`;
  const text = `${clipped(group.labels[place], MAX_LABEL)} (${number(group.sizes[place])})`;
  const attributes = { type: "button", class: "pick", "aria-pressed": String(at("group").value === only), click: () => pick(only, changed) };
  return make("button", attributes, ...dot(colour, text));
}

function pick(only, changed) {
  at("group").value = at("group").value === only ? "" : only;
  changed();
  [...document.querySelectorAll(".pick")].find((button) => button.ariaPressed === "true")?.focus();
}

function rampLegend(view, values, name) {
  const [low, high] = extent(values);
  const ramp = coloured(make("div", { class: "ramp" }), `linear-gradient(to right, ${[0, 0.33, 0.67, 1].map(rampColour).join(", ")})`);
  const label = (value) => (view.chosen.colour === YEAR ? String(value) : number(value));
  const ends = Number.isFinite(low) ? [make("span", {}, label(low)), make("span", {}, label(high))] : [];
  return [make("h3", {}, `Colour: ${name}`), ramp, make("div", { class: "ends" }, ...ends)];
}
