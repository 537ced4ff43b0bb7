// How numbers, names and addresses are written for people.
export const isUnknown = (value) => value === null || value === undefined;
export const number = (value) => (isUnknown(value) ? "–" : value.toLocaleString("en"));
export const share = (value) => `${(100 * value).toFixed(1)} %`;
export const rounded = (value) => (isUnknown(value) ? "–" : value.toFixed(2));
export const clipped = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

// Names of the database, as in title_and_year.
export const spaced = (name) => (name ?? "").replaceAll("_", " ") || null;

// Authors stand in one text, with semicolons between them.
export const authorsOf = (text) => (text ?? "").split("; ").filter(Boolean);
export const commaList = (text) => (isUnknown(text) ? "–" : authorsOf(text).join(", "));

// The same letters without accents and case: what people type.
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// What a DOI holds stays behind the resolver's name: no question mark or number sign ends the path.
export const doiAddress = (doi) => `https://doi.org/${encodeURI(doi).replaceAll("?", "%3F").replaceAll("#", "%23")}`;
export const workAddress = (id) => `https://openalex.org/${encodeURIComponent(id)}`;
