// Which releases are listed, in which order.

/** The words of a search: "two words" in quotation marks stay together. */
export function wordsOf(query) {
  const found = (query ?? "").toLowerCase().matchAll(/"([^"]+)"|([^\s"]+)/g);
  return Array.from(found, ([, whole, word]) => (whole ?? word).trim()).filter(Boolean);
}

const within = (code, region) => code === region || (code ?? "").startsWith(`${region}.`);

/** Whether figures of the index are those that the place asks for. */
export function figureFits(index, figure, place) {
  if (place.indicator) {
    const [name, unit] = index.indicators[figure.indicator];
    if (name.toLowerCase() !== place.indicator.toLowerCase() || (place.unit && unit !== place.unit)) return false;
  }
  if (place.start && figure.start !== place.start) return false;
  return !place.figureregion || figure.region === place.figureregion;
}

/** The positions of the releases that `place` asks for, sorted. `haystacks` is needed where it has words to search for. */
export function chosen(index, place, haystacks) {
  const words = wordsOf(place.q);
  const events = place.day || place.eventregion
    ? new Set(index.events.filter((event) =>
      (!place.day || event.day === place.day) && (!place.eventregion || within(event.region, place.eventregion))
    ).map((event) => event.release))
    : null;
  const figures = place.indicator
    ? new Set(index.figures.filter((figure) => figureFits(index, figure, place)).map((figure) => figure.release))
    : null;
  const person = place.official?.toLowerCase();
  const found = [];
  index.releases.forEach((release, at) => {
    if (place.publisher && release.publisher !== place.publisher) return;
    if (place.region && !within(release.region, place.region)) return;
    if (place.from && !(release.day && release.day >= place.from)) return;
    if (place.to && !(release.day && release.day <= place.to)) return;
    if (place.topic && !release.topics.includes(place.topic)) return;
    if (place.type && !release.types.includes(place.type)) return;
    if (place.figures && !release.figures) return;
    if (place.quotes && !release.quotes) return;
    if (person && !release.people.some((one) => index.people[one][0].toLowerCase() === person)) return;
    if ((events && !events.has(at)) || (figures && !figures.has(at))) return;
    if (words.length && !words.every((word) => haystacks[at].lower.includes(word))) return;
    found.push(at);
  });
  return sorted(index, found, place.sort);
}

function sorted(index, found, by) {
  const of = (at) => index.releases[at];
  const days = (a, b) => (of(a).day ?? "").localeCompare(of(b).day ?? "");
  const orders = {
    oldest: (a, b) => !of(a).day - !of(b).day || days(a, b),
    title: (a, b) => of(a).title.localeCompare(of(b).title),
    publisher: (a, b) => !of(a).publisher - !of(b).publisher || (of(a).publisher ?? "").localeCompare(of(b).publisher ?? ""),
    figures: (a, b) => of(b).figures - of(a).figures,
    file: (a, b) => a - b,
  };
  return found.sort(orders[by] ?? ((a, b) => days(b, a)));
}

/** What stands around the first of `words` in a text, as pieces: [words, whether they were searched for]. */
export function around(haystack, words, before = 60, length = 220) {
  const first = Math.min(...words.map((word) => haystack.lower.indexOf(word, haystack.from)).filter((at) => at >= 0));
  if (!Number.isFinite(first)) return [];
  const from = Math.max(haystack.from, first - before);
  // From the first word that is whole, to the last.
  const start = from === haystack.from ? from : Math.min(first, haystack.all.indexOf(" ", from) + 1 || first);
  const whole = start + length >= haystack.all.length;
  const cut = haystack.all.slice(start, start + length).replace(whole ? /$/ : /\s+\S*$/, "").replace(/\s+/g, " ");
  return [[start > haystack.from ? "… " : "", false], ...hits(cut, words), [whole ? "" : " …", false]];
}

/** A text cut into pieces: [words, whether they are among those searched for]. */
export function hits(text, words) {
  if (!words.length) return [[text, false]];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.split(new RegExp(`(${escaped.join("|")})`, "giu")).map((piece, i) => [piece, i % 2 === 1]);
}
