// The page's data: JSON as it is, or, where there is much of it, gzip in base64.
export async function readData(text, packing) {
  if (packing !== "gzip") return JSON.parse(text);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).json();
}
