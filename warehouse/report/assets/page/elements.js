// Elements of the page. Whatever comes from the data becomes text, never markup.
import { doiAddress, isUnknown, workAddress } from "./text.js";

const SVG = "http://www.w3.org/2000/svg";

export const at = (id) => document.getElementById(id);

// attributes: texts, or functions to call on the event of that name; null and false are left out, as null children are.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (!isUnknown(value) && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => !isUnknown(child)));
  return element;
}

export function makeSvg(tag, attributes, text, owner = document) {
  const element = owner.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

export function coloured(element, colour) {
  element.style.background = colour;
  return element;
}

const link = (href, text) => make("a", { href, rel: "noopener noreferrer", target: "_blank" }, text);
export const doiLink = (doi) => (doi ? link(doiAddress(doi), doi) : null);
export const workLink = (id) => link(workAddress(id), id);

export const textButton = (text, click) => make("button", { type: "button", class: "text", click }, text);
