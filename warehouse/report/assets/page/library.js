// sigma.js and graphology, as the scripts of their own that stand before this one in the page name them.
export const { Sigma, graphology: Graph } = globalThis;
