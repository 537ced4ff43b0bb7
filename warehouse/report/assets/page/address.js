// The address says which paper is open: its fragment is the work's id, which no part of the page has for a name.
export const fragmentOf = (report, node) => (node === null ? "#graph" : `#${report.nodes.work_id[node]}`);

// The node that a fragment names, or null.
export const nodeIn = (report, fragment) => report.placeOf.get(fragment.slice(1)) ?? null;
