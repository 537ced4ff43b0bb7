// The page: it reads its data, and passes on what people do from one part to the others.
import { fragmentOf, nodeIn } from "./address.js";
import { View } from "./choices.js";
import { readData } from "./data.js";
import { Drawing } from "./drawing.js";
import { at, make } from "./elements.js";
import { readChoices, startFilters } from "./filters.js";
import { startFinder } from "./finder.js";
import { startFixedLists } from "./fixed_lists.js";
import { showLegend } from "./legend.js";
import { showPanel } from "./panel.js";
import { savePng, saveSvg } from "./pictures.js";
import { Report } from "./report.js";
import { startShownLists } from "./shown_lists.js";
import { showCounts, startSummary } from "./summary.js";
import { readTheme } from "./theme.js";

class Page {
  constructor(data) {
    this.report = new Report(data);
    this.view = new View(this.report);
    this.theme = this.#readTheme();
    this.drawing = null;
    this.actions = { open: (node) => this.open(node), letGo: () => this.#letGo() };
  }

  start() {
    const { report, view, actions } = this;
    startSummary(report);
    startFilters(view, () => this.#choose());
    startFinder(report, actions.open);
    this.fillLists = startShownLists(view, actions.open);
    startFixedLists(report, actions.open);
    this.#startDrawing();
    this.#show();
    showPanel(view, null, actions);
    const linked = nodeIn(report, location.hash);
    if (linked !== null) this.open(linked);
  }

  // Without WebGL there is no picture; the lists hold the same papers.
  #startDrawing() {
    const canvas = at("canvas");
    try {
      this.drawing = new Drawing(this.view, canvas, this.theme, (node) => this.#select(node));
    } catch (error) {
      canvas.replaceChildren(make("p", {}, `This browser cannot draw the graph (${error.message}). The lists on this page hold the same papers.`));
      document.querySelector(".tools").hidden = true;
      return;
    }
    this.#startTools(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#changeTheme());
  }

  #startTools(canvas) {
    const { camera } = this.drawing;
    const keys = { ...camera.keys, Escape: () => this.#select(null) };
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    at("closer").addEventListener("click", () => camera.closer());
    at("further").addEventListener("click", () => camera.further());
    at("whole").addEventListener("click", () => camera.showWhole());
    at("png").addEventListener("click", () => savePng(this.drawing));
    at("svg").addEventListener("click", () => saveSvg(this.drawing));
  }

  #readTheme() {
    return readTheme([...this.report.relations.keys()]);
  }

  #changeTheme() {
    this.theme = this.#readTheme();
    this.drawing.refresh(this.theme);
    this.#showLegend();
  }

  #showLegend() {
    showLegend(this.view, this.theme, () => this.#choose());
  }

  #choose() {
    const hasOtherEdges = this.view.choose(readChoices(this.report));
    if (hasOtherEdges) this.drawing?.replaceEdges();
    this.drawing?.refresh();
    this.#show();
    showPanel(this.view, this.view.selected, this.actions);
  }

  #show() {
    showCounts(this.view);
    this.#showLegend();
    this.fillLists();
  }

  #select(node) {
    this.view.selected = node;
    this.drawing?.redraw();
    showPanel(this.view, node, this.actions);
    history.replaceState(null, "", fragmentOf(this.report, node));
  }

  open(node) {
    this.#select(node);
    if (!this.view.isShown[node]) at("filters").reset();
    this.drawing?.camera.centre(node);
    at("details").focus({ preventScroll: true });
    at("details").scrollIntoView({ block: "nearest" });
  }

  #letGo() {
    this.#select(null);
    at("canvas").focus({ preventScroll: true });
  }
}

async function start() {
  const element = at("data");
  new Page(await readData(element.textContent, element.dataset.packing)).start();
}

start();
