// The form of choices: what stands in it, and what people have chosen there.
import { numberOr, relationChoices, YEAR } from "./choices.js";
import { at, make } from "./elements.js";
import { clipped, number } from "./text.js";

const MAX_LABELS = 100; // of one group in the list
const MAX_LABEL = 60;

export function startFilters(view, changed) {
  const { report, chosen } = view;
  fillLists(report, chosen);
  for (const [name, year] of [["from", chosen.from], ["to", chosen.to]]) {
    Object.assign(at(name), { min: report.firstYear, max: report.lastYear, defaultValue: report.hasYears ? year : "" });
  }
  at("min-citations").defaultValue = "0";
  at("outside-choice").hidden = !report.outsideCount;
  at("choices").open = matchMedia("(min-width: 48.01rem)").matches;
  at("filters").addEventListener("input", changed);
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("filters").addEventListener("reset", () => setTimeout(changed)); // the fields are reset after this event
}

const option = (value, text, isChosen = false) => make("option", { value, selected: isChosen ? "" : null }, text);

function fillLists(report, chosen) {
  const { groups, measures } = report.data;
  const relations = relationChoices(report);
  at("relation").append(...relations.map((names) => option(names.join(" "), report.labelOfRelations(names), names === chosen.relations)));
  at("colour").append(
    ...groups.map((group, place) => option(`group ${place}`, report.labelOf(group), `group ${place}` === chosen.colour)),
    option(YEAR, YEAR, chosen.colour === YEAR),
    ...measures.map((measure, place) => option(`measure ${place}`, report.labelOf(measure))),
  );
  at("size").append(...measures.map((measure, place) => option(String(place), report.labelOf(measure), !place)), option("none", "all alike"));
  at("group").append(option("", "all"), ...groups.map((group, place) => labelsOf(report, group, place)));
}

function labelsOf(report, group, place) {
  const labels = group.labels.slice(0, MAX_LABELS);
  const options = labels.map((label, index) => option(`${place} ${index}`, `${clipped(label, MAX_LABEL)} (${number(group.sizes[index])})`));
  return make("optgroup", { label: report.labelOf(group) }, ...options);
}

export function readChoices(report) {
  const group = at("group").value;
  return {
    relations: at("relation").value.split(" "),
    colour: at("colour").value,
    size: at("size").value,
    from: numberOr(at("from").value, report.firstYear),
    to: numberOr(at("to").value, report.lastYear),
    group: group ? group.split(" ").map(Number) : null,
    min_citations: numberOr(at("min-citations").value, 0),
    linked: at("linked").checked,
    outside: at("outside").checked,
  };
}
