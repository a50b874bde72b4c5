// The list of releases: search, filters, and what they leave.

import { append, el, fill } from "./dom.js";
import { compare, day, number, term, w } from "./words.js";
import { searched } from "./data.js";
import { address, clear, FILTERS, go, here } from "./state.js";
import { around, chosen, hits, wordsOf } from "./filter.js";

const PAGE = 40;
const SORTS = ["newest", "oldest", "title", "publisher", "figures", "file"];

/** The releases that the place asks for. Words to search for take all texts, which are unpacked once. */
export async function found(index, place) {
  const words = wordsOf(place.q);
  return chosen(index, place, words.length ? await searched(index) : null);
}

export function regionName(index, code) {
  return index.regions[code] ?? code;
}

/** How a filter that is set is called, and its value. */
function chip(index, name, place) {
  const value = place[name];
  const words = {
    q: () => `“${value}”`,
    region: () => regionName(index, value),
    eventregion: () => regionName(index, value),
    figureregion: () => regionName(index, value),
    from: () => day(value, "short"),
    to: () => day(value, "short"),
    day: () => day(value),
    start: () => day(value, "short"),
    topic: () => term("label", value),
    unit: () => term("unit", value),
    figures: () => "",
    quotes: () => "",
  };
  const label = w(`filter.${name}`);
  const said = (words[name] ?? (() => value))();
  return el("a.chip", { href: address(place, { [name]: null }), "aria-label": w("remove", { what: `${label} ${said}`.trim() }) },
    el("span.chip-name", {}, label), said ? ` ${said}` : "", el("span.chip-x", { "aria-hidden": "true" }, "×"));
}

export function chips(index, place) {
  const set = FILTERS.filter((name) => place[name]);
  if (!set.length) return null;
  return el("div.chips", { role: "group", "aria-label": w("active") },
    set.map((name) => chip(index, name, place)),
    el("a.plain", { href: address(place, clear()) }, w("clear")));
}

function counted(values) {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function select(name, place, options) {
  const id = `filter-${name}`;
  const choice = el("select", { id, change: (event) => go({ [name]: event.target.value }) },
    el("option", { value: "" }, w(`any.${name}`)),
    options.map(([value, label, count]) =>
      el("option", { value, selected: place[name] === value }, `${label} (${number(count)})`)));
  return el("div.field", {}, el("label", { for: id }, w(`filter.${name}`)), choice);
}

function date(name, place) {
  const id = `filter-${name}`;
  return el("div.field", {}, el("label", { for: id }, w(`filter.${name}`)),
    el("input", { id, type: "date", value: place[name] ?? "", change: (event) => go({ [name]: event.target.value }) }));
}

function has(name, place) {
  return el("label.check", {},
    el("input", { type: "checkbox", id: `filter-${name}`, checked: Boolean(place[name]),
      change: (event) => go({ [name]: event.target.checked ? "1" : null }) }), w(`filter.${name}`));
}

function filters(index, place) {
  const { releases } = index;
  const byName = (counts, label) =>
    [...counts].map(([value, count]) => [value, label(value), count]).sort((a, b) => compare(a[1], b[1]));
  const regions = new Map();
  for (const { region } of releases) {
    for (let code = region; code; code = code.slice(0, -3)) if (code in index.regions) regions.set(code, (regions.get(code) ?? 0) + 1);
  }
  // By code, so that a region stands below the one it is part of.
  const tree = [...regions].sort((a, b) => compare(a[0], b[0])).map(([code, count]) =>
    [code, "\u2003".repeat(code.split(".").length - 1) + regionName(index, code), count]);
  const wide = matchMedia("(min-width: 60rem)").matches;
  return el("details.filters", { open: wide || FILTERS.some((name) => name !== "q" && place[name]) && !narrowed },
    el("summary", {}, w("filters")),
    select("publisher", place, byName(counted(releases.map((one) => one.publisher)), (value) => value)),
    select("region", place, tree),
    el("div.pair", {}, date("from", place), date("to", place)),
    select("topic", place, byName(counted(releases.flatMap((one) => one.topics)), (value) => term("label", value))),
    select("type", place, byName(counted(releases.flatMap((one) => one.types)), (value) => value)),
    el("fieldset", {}, el("legend", {}, w("has")), has("figures", place), has("quotes", place)));
}

const narrowed = matchMedia("(max-width: 59.99rem)").matches;

function item(index, at, place, words, haystacks) {
  const release = index.releases[at];
  const marked = (text) => hits(text, words).map(([piece, hit]) => (hit ? el("mark.hit", {}, piece) : piece));
  const people = release.people.slice(0, 4).map((who) => index.people[who][0]);
  const more = release.people.length - people.length;
  const meta = [
    release.day && el("time", { datetime: release.day, title: w(release.stated ? "day.published" : "day.event") }, day(release.day, "short")),
    release.publisher, release.region && regionName(index, release.region),
  ].filter(Boolean);
  return el("li.item", {},
    el("h2", {}, el("a", { href: address(place, { view: "release", id: release.key, at: null }), dir: "auto" }, marked(release.title))),
    el("p.meta", {}, meta.map((part) => el("span", {}, part))),
    words.length ? el("p.snippet", { dir: "auto" }, around(haystacks[at], words).flatMap(([text]) => marked(text))) : null,
    people.length ? el("p.people", {}, marked(people.join(", ")), more > 0 ? ` ${w("andmore", { n: more })}` : "") : null,
    el("p.tags", {},
      release.types.slice(0, 2).map((type) => el("span.tag", {}, type)),
      release.topics.slice(0, 3).map((topic) => el("span.tag.quiet", {}, term("label", topic))),
      release.figures ? el("span.count", {}, w("n.figures", { n: release.figures })) : null,
      release.quotes ? el("span.count", {}, w("n.quotes", { n: release.quotes })) : null,
      release.text ? null : el("span.count.warn", {}, w("notext"))));
}

function notes(index) {
  const without = index.releases.filter((release) => !release.text);
  if (!without.length) return null;
  return el("details.note", {}, el("summary", {}, w("n.notext", { n: without.length })),
    el("p", {}, w("notext.why")),
    el("ul", {}, without.map((release) => el("li", {}, el("a", { href: address({}, { view: "release", id: release.key }) }, release.key)))));
}

let typing = 0;

/** Draws the list into `main`; what is typed changes the results alone, so that the field keeps its cursor. */
export async function drawList(main, index, place) {
  const search = el("input", { type: "search", id: "search", value: place.q ?? "", placeholder: w("search.hint"), autocomplete: "off",
    spellcheck: "false", input: (event) => {
      clearTimeout(typing);
      typing = setTimeout(() => go({ q: event.target.value }, true), 150);
    } });
  const order = el("select", { id: "sort", change: (event) => go({ sort: event.target.value === SORTS[0] ? null : event.target.value }) },
    SORTS.map((name) => el("option", { value: name, selected: name === (place.sort ?? SORTS[0]) }, w(`sort.${name}`))));
  const results = el("section.results", { id: "results", "aria-label": w("tab.list") });
  fill(main,
    el("h1.unseen", {}, w("tab.list")),
    el("div.columns", {},
      el("form.bar", { role: "search", submit: (event) => event.preventDefault() },
        el("div.field.grow", {}, el("label", { for: "search" }, w("search")), search),
        el("div.field", {}, el("label", { for: "sort" }, w("sort")), order)),
      el("section.side", { "aria-label": w("filters") }, filters(index, place)),
      results));
  await drawResults(results, index, place);
}

/** Draws what `place` asks for into `results`. */
export async function drawResults(results, index, place) {
  const words = wordsOf(place.q);
  const haystacks = words.length ? await searched(index) : null;
  const all = chosen(index, place, haystacks);
  if (!results.isConnected || here().q !== place.q) return;
  const list = el("ol.items");
  const more = el("button.more", { type: "button", click: () => show() });
  let shownUpTo = 0;
  const show = () => {
    const next = all.slice(shownUpTo, shownUpTo + PAGE);
    const first = append(list, next.map((at) => item(index, at, place, words, haystacks))).children[shownUpTo];
    if (shownUpTo) first?.querySelector("a").focus();
    shownUpTo += next.length;
    more.hidden = shownUpTo >= all.length;
    more.textContent = w("more", { n: Math.min(PAGE, all.length - shownUpTo) });
  };
  show();
  const total = index.releases.length;
  fill(results,
    chips(index, place),
    el("p.summary", { role: "status", id: "summary" },
      all.length === total ? w("n.releases", { n: total }) : w("n.of", { n: all.length, total })),
    all.length ? list : el("p.empty", {}, w("nothing")),
    more, notes(index));
}
