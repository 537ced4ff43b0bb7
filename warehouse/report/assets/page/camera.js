// The part of the graph that is seen, and how people move it.
const DURATION = 250; // milliseconds
const MAX_RATIO_AT_NODE = 0.5;
const STEP = 0.15; // of what is seen
const [CLOSER, FURTHER] = [0.7, 1.4];

export class Camera {
  constructor(renderer) {
    this.renderer = renderer;
    this.isStill = matchMedia("(prefers-reduced-motion: reduce)");
    this.keys = {
      ArrowLeft: () => this.shift(-STEP, 0),
      ArrowRight: () => this.shift(STEP, 0),
      ArrowUp: () => this.shift(0, STEP),
      ArrowDown: () => this.shift(0, -STEP),
      "+": () => this.closer(),
      "=": () => this.closer(),
      "-": () => this.further(),
      0: () => this.showWhole(),
    };
  }

  #moveTo(state) {
    const camera = this.renderer.getCamera();
    if (this.isStill.matches) camera.setState(state);
    else camera.animate(state, { duration: DURATION });
  }

  #zoom(factor) {
    this.#moveTo({ ratio: this.renderer.getCamera().ratio * factor });
  }

  closer() {
    this.#zoom(CLOSER);
  }

  further() {
    this.#zoom(FURTHER);
  }

  shift(x, y) {
    const { x: left, y: top, ratio } = this.renderer.getCamera().getState();
    this.#moveTo({ x: left + x * ratio, y: top + y * ratio });
  }

  showWhole() {
    this.#moveTo({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  centre(node) {
    const place = this.renderer.getNodeDisplayData(node);
    if (place) this.#moveTo({ x: place.x, y: place.y, ratio: Math.min(this.renderer.getCamera().ratio, MAX_RATIO_AT_NODE) });
  }
}
