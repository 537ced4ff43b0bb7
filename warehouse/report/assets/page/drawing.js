// The graph on the canvas: what stands out, what is hidden, and what the mouse does to it.
import { Camera } from "./camera.js";
import { drawLabels, drawTitle, placeLabels } from "./labels.js";
import { Graph, Sigma } from "./library.js";
import { edgeAlpha, edgeSize, multiplied, nodeColours, nodeSizes } from "./visual_attributes.js";

const LABEL_SIZE = 13;
const MAX_EDGES_TO_HOVER = 20000;
const SLOW_FRAME = 60; // milliseconds
const MAX_SLOW_FRAMES = 3;
const HIDDEN = { hidden: true, type: "line", zIndex: 0 };
const SETTINGS = {
  labelFont: "system-ui, sans-serif",
  labelSize: LABEL_SIZE,
  labelRenderedSizeThreshold: 5,
  labelGridCellSize: 60,
  labelDensity: 1.5,
  zIndex: true,
  minCameraRatio: 0.02,
  maxCameraRatio: 4,
  allowInvalidContainer: true,
};

export class Drawing {
  // select: called with the node clicked, or null. Throws where the browser has no WebGL.
  constructor(view, canvas, theme, select) {
    Object.assign(this, { view, canvas, theme });
    this.hovered = null;
    this.near = null; // the node that stands out and its neighbours
    this.asked = []; // sigma.js asks for labels one by one; they are drawn together
    this.labels = [];
    this.#recolour();
    this.#refocus();
    this.renderer = new Sigma(this.#buildGraph(), canvas, {
      ...SETTINGS,
      nodeReducer: (key, attributes) => this.#reduceNode(Number(key), attributes),
      edgeReducer: (key) => this.reduceEdge(Number(key)),
      labelRenderer: (context, node) => node.label && this.asked.push(node),
      hoverRenderer: (context, node) => this.#drawHover(context, node),
    });
    this.renderer.setCustomBBox(this.renderer.getBBox());
    this.camera = new Camera(this.renderer);
    this.#listen(select);
  }

  #buildGraph() {
    const { nodes, everyNode } = this.view.report;
    const graph = new Graph({ multi: true, type: "directed" });
    for (const node of everyNode) graph.addNode(node, { key: node, x: nodes.x[node], y: nodes.y[node] });
    this.view.edges.forEach((edge, place) => graph.addEdgeWithKey(place, edge.left, edge.right));
    return graph;
  }

  #listen(select) {
    const { renderer } = this;
    renderer.on("beforeRender", () => (this.asked = []));
    renderer.on("afterRender", () => this.#drawLabels());
    renderer.once("afterRender", () => document.documentElement.setAttribute("data-drawn", Math.round(performance.now())));
    const wasDragged = this.#letDrag();
    this.#watchPace();
    renderer.on("clickNode", ({ node }) => wasDragged() || select(Number(node)));
    renderer.on("clickStage", () => select(null));
    renderer.on("enterNode", ({ node }) => this.#hover(Number(node)));
    renderer.on("leaveNode", () => this.#hover(null));
  }

  // Returns whether the last node pressed was dragged: the click that ends a drag is none.
  #letDrag() {
    const mouse = this.renderer.getMouseCaptor();
    let [dragged, hasMoved] = [null, false];
    this.renderer.on("downNode", ({ node }) => ([dragged, hasMoved] = [node, false]));
    mouse.on("mousemovebody", (event) => {
      if (dragged === null) return;
      hasMoved = true;
      this.renderer.getGraph().mergeNodeAttributes(dragged, this.#moved(dragged, event));
      event.preventSigmaDefault();
    });
    mouse.on("mouseup", () => (dragged = null));
    return () => hasMoved;
  }

  #moved(node, event) {
    const { x, y } = this.renderer.viewportToGraph(event);
    const { nodes } = this.view.report;
    [nodes.x[node], nodes.y[node]] = [x, y];
    return { x, y };
  }

  // Without a graphics card many edges take long to draw: then they stay away while the view moves.
  #watchPace() {
    let slowFrames = 0;
    const look = () => {
      const start = performance.now();
      requestAnimationFrame(() => {
        slowFrames += Number(performance.now() - start > SLOW_FRAME);
        if (slowFrames < MAX_SLOW_FRAMES) return;
        this.renderer.setSetting("hideEdgesOnMove", true);
        this.renderer.off("afterRender", look);
      });
    };
    this.renderer.on("afterRender", look);
  }

  #hover(node) {
    this.canvas.classList.toggle("pointing", node !== null);
    if (this.view.edges.length > MAX_EDGES_TO_HOVER) return;
    this.hovered = node;
    this.redraw();
  }

  // Draw what the view and the theme now say.
  refresh(theme = this.theme) {
    this.theme = theme;
    this.#recolour();
    this.redraw();
  }

  #recolour() {
    this.nodeColour = nodeColours(this.view, this.theme);
    this.nodeSize = nodeSizes(this.view, this.canvas.clientWidth);
  }

  // Draw anew with another focus alone.
  redraw() {
    this.#refocus();
    this.renderer.scheduleRefresh();
  }

  get focus() {
    return this.hovered ?? this.view.selected;
  }

  #refocus() {
    const { edges, incident, report } = this.view;
    const { focus } = this;
    const ends = (place) => [edges[place].left, edges[place].right];
    this.near = focus === null ? null : new Set([focus, ...incident[focus].flatMap(ends)]);
    this.edgeAlpha = edgeAlpha(edges.length, this.near !== null);
    this.edgeColour = Object.fromEntries([...report.relations.keys()].map((name) => [name, multiplied(this.theme[name], this.edgeAlpha)]));
  }

  replaceEdges() {
    this.renderer.setGraph(this.#buildGraph());
  }

  #standsOut(node) {
    return node === this.view.selected || node === this.hovered;
  }

  #reduceNode(node, attributes) {
    const { report, isShown } = this.view;
    const isNear = !this.near || this.near.has(node);
    const stands = this.#standsOut(node);
    return {
      ...attributes,
      size: this.nodeSize[node],
      color: isNear ? this.nodeColour[node] : this.theme.faded,
      label: isNear && report.nodes.title[node] !== null ? report.shortNameOf(node) : null,
      hidden: !isShown[node],
      highlighted: stands,
      forceLabel: stands,
      zIndex: stands ? 2 : Number(isNear),
    };
  }

  // How sigma.js draws the edge in that place.
  reduceEdge(place) {
    const { edges, isShown, report } = this.view;
    const edge = edges[place];
    const { focus } = this;
    const isNear = focus === null || edge.left === focus || edge.right === focus;
    if (!isNear || !isShown[edge.left] || !isShown[edge.right]) return HIDDEN;
    const isDirected = report.relations.get(edge.relation).is_directed;
    return {
      type: this.near && isDirected ? "arrow" : "line",
      color: this.edgeColour[edge.relation],
      size: edgeSize(edge, isDirected, edges.length, this.near !== null),
      zIndex: isDirected ? 0 : 1,
    };
  }

  #drawLabels() {
    const context = this.renderer.getCanvases().labels.getContext("2d");
    context.font = `${LABEL_SIZE}px ${SETTINGS.labelFont}`;
    // The one that stands out shows its whole title.
    const others = this.asked.filter(({ key }) => !this.#standsOut(key));
    const { width } = this.renderer.getDimensions();
    this.labels = placeLabels(others, { width, fontSize: LABEL_SIZE, widthOf: (text) => context.measureText(text).width });
    drawLabels(context, this.labels, this.theme);
  }

  #drawHover(context, node) {
    context.font = `${LABEL_SIZE}px ${SETTINGS.labelFont}`;
    const { width } = this.renderer.getDimensions();
    drawTitle(context, this.view.report.nameOf(node.key), node, { width, fontSize: LABEL_SIZE, theme: this.theme });
  }
}
