// The library's chunks are functions by module name; a module is run when it is first asked for.
const chunks = Object.assign({}, ...self.webpackChunkipysigma.map(([, modules]) => modules));
const loaded = new Map();

function load(name) {
  if (!loaded.has(name)) {
    const module = { exports: {} };
    loaded.set(name, module);
    chunks[name].call(module.exports, module, module.exports, load);
  }
  return loaded.get(name).exports;
}

const Sigma = load("./node_modules/sigma/index.js").default;
const Graph = load("./node_modules/graphology/dist/graphology.umd.min.js");

// The page's data: JSON as it is, or, where there is much of it, gzip in base64.
async function readData(element) {
  const text = element.textContent;
  if (element.dataset.packing !== "gzip") return JSON.parse(text);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).json();
}
