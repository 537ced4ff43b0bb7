// node read_graph.mjs INSTALLED FILE: prints FILE, .gexf or .graphml, as graphology understands it, in JSON.
// INSTALLED is the folder that holds node_modules. JSON has no NaN and no Infinity: they are printed as text.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [installed, file] = process.argv.slice(2);
const require = createRequire(join(installed, "package.json"));
const Graph = require("graphology");
const reader = require(file.endsWith(".graphml") ? "graphology-graphml" : "graphology-gexf");

const graph = reader.parse(Graph, readFileSync(file, "utf8"));

const summary = {
  type: graph.type,
  multi: graph.multi,
  order: graph.order,
  size: graph.size,
  directed_size: graph.directedSize,
  undirected_size: graph.undirectedSize,
  attributes: graph.getAttributes(),
  nodes: Object.fromEntries(graph.mapNodes((node, attributes) => [node, attributes])),
  edges: graph.mapEdges((key, attributes, source, target) => ({
    key,
    source,
    target,
    is_directed: graph.isDirected(key),
    attributes,
  })),
};

const spell = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
process.stdout.write(JSON.stringify(summary, spell));
