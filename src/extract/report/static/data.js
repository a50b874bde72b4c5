// What is packed in the page: the index at once, texts and records by the block when they are asked for.

async function unpacked(id) {
  const letters = document.getElementById(id).textContent;
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(letters) : Uint8Array.from(atob(letters), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/** What `index.py` and `page.py` say of all releases. */
export async function about() {
  const found = JSON.parse(await unpacked("about"));
  const named = (rows, columns) => rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  found.figures = named(found.figures, found.figureColumns);
  found.events = named(found.events, found.eventColumns);
  found.byKey = new Map(found.releases.map((release, at) => [release.key, at]));
  return found;
}

const held = new Map();

function block(kind, number) {
  const id = `${kind}-${number}`;
  if (!held.has(id)) held.set(id, unpacked(id).then(JSON.parse));
  return held.get(id);
}

/** Record and text (null where it was not found) of the release at `at`. */
export async function opened(index, at) {
  const number = Math.floor(at / index.block);
  const [records, texts] = await Promise.all([block("records", number), block("texts", number)]);
  return { record: records[at % index.block], text: texts[at % index.block] };
}

let haystacks = null;

/** What a search looks through, release by release: title, people with their titles, text. Unpacked once. */
export function searched(index) {
  haystacks ??= (async () => {
    const blocks = Math.ceil(index.releases.length / index.block);
    const found = [];
    for (let number = 0; number < blocks; number++) {
      for (const text of JSON.parse(await unpacked(`texts-${number}`))) {
        const { title, publisher, people } = index.releases[found.length];
        const who = people.map((at) => index.people[at].filter(Boolean).join(" "));
        const beside = `${[title, publisher ?? "", ...who].join("\n")}\n`;
        const all = beside + (text ?? "");
        found.push({ all, lower: all.toLowerCase(), from: beside.length });
      }
    }
    return found;
  })();
  return haystacks;
}

let vega = null;

/** vegaEmbed. The script is unpacked when the first chart is drawn; the page's policy knows it by its digest. */
export function charting() {
  vega ??= unpacked("vega").then((code) => {
    const script = document.createElement("script");
    script.textContent = code;
    document.head.append(script);
    return window.vegaEmbed;
  });
  return vega;
}
