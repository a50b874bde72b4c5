// One release: its text with the evidence of each value, and the values. Each leads to the other.

import { append, el, fill, reveal } from "./dom.js";
import { amount, day, number, share, term, w } from "./words.js";
import { opened } from "./data.js";
import { address, here } from "./state.js";
import { annotations, groupOf, positions, stretches } from "./evidence.js";
import { found, regionName } from "./list.js";

const QUIET = new Set(["organisations", "places", "themes", "warnings", "title", "publisher", "dateline", "published", "credits"]);
const CARDS = 60;
const LINES = 3;
/** Highlights that the reader has switched, as long as the page is open. */
const switched = new Map();

const isOn = (group) => switched.get(group) ?? !QUIET.has(group);

/** What a value is called where it stands alone. */
function headline(name, item, record, index) {
  const person = (at) => (at === null || at === undefined ? null : who(record.officials[at]));
  const heads = {
    officials: () => who(item),
    figures: () => [item.indicator ?? w("unnamed"), figureValue(item)].join(": "),
    quotes: () => item.text,
    event: () => item.name ?? item.type ?? w("group.event"),
    date: () => [day(item.iso), item.end ? `– ${day(item.end)}` : ""].join(" ").trim(),
    published: () => day(item.iso),
    themes: () => term("label", item.label),
    dateline: () => [item.place, item.outlet].filter(Boolean).join(" · "),
    credits: () => `${term("role", item.role)}: ${item.name}`,
    warnings: () => term("code", item.code),
    attendance: () => person(item),
  };
  return (heads[name] ?? (() => item.name ?? item.text ?? Object.values(item).find((value) => typeof value === "string") ?? ""))();
}

function who(official) {
  return official?.name ?? official?.titles[0]?.full ?? w("unnamed");
}

function figureValue(figure) {
  const range = figure.low !== null && figure.high !== null ? `${number(figure.low)}–${amount(figure.high, figure.unit)}` : null;
  const counted = figure.quantity_of ? ` ${figure.quantity_of}` : "";
  const plain = counted && ["unit", "person"].includes(figure.unit) ? number(figure.value) : amount(figure.value, figure.unit);
  const bound = figure.bound ? `${term("bound", figure.bound)} ` : "";
  return `${bound}${range ?? plain}${counted}`;
}

const ARROWS = { up: "↑", down: "↓", flat: "→" };

/** What stands below the headline of a card, beside the table of all its fields. */
function body(name, item, record, index) {
  if (name === "officials") {
    const titles = item.titles.map((title) => [title.acting, title.full].filter(Boolean).join(" "));
    const full = [...item.honorifics, item.name, ...item.degrees].filter(Boolean).join(" ");
    return [
      titles.length && item.name ? el("p.line", {}, [...new Set(titles)].join("; ")) : null,
      item.roles.length ? el("p.tags", {}, item.roles.map((role) => el("span.tag.quiet", {}, term("role", role)))) : null,
      full !== item.name && item.name ? el("p.line.dim", {}, full) : null,
    ];
  }
  if (name === "figures") {
    const change = item.from_value !== null
      ? [el("span", { role: "img", "aria-label": term("direction", item.direction ?? "") }, ARROWS[item.direction] ?? ""), " ",
        w("from", { value: amount(item.from_value, item.unit), period: item.from_period?.text ?? "" })]
      : null;
    return [
      el("p.value", {}, figureValue(item)),
      item.period ? el("p.line.dim", {}, item.period.text) : null,
      change ? el("p.line", {}, change) : null,
      item.region_code ? el("p.line.dim", {}, regionName(index, item.region_code)) : null,
    ];
  }
  if (name === "quotes") {
    const speaker = item.speaker !== null ? who(record.officials[item.speaker]) : item.speaker_text;
    const behalf = item.on_behalf_of !== null ? w("behalf", { who: who(record.officials[item.on_behalf_of]) }) : null;
    return [el("p.line.dim", {}, [speaker ?? w("unnamed"), behalf, term("kind", item.kind)].filter(Boolean).join(" · "))];
  }
  return [];
}

/** A value of the record in words. */
function written(field, value, record, index) {
  if (value === null || value === undefined) return null;
  if (field.list && !Array.isArray(value)) return null;
  if (Array.isArray(value)) {
    if (field.kind === "span") return null;
    const words = value.map((one) => written({ ...field, list: false }, one, record, index)).filter(Boolean);
    return words.length ? words.join("; ") : null;
  }
  switch (field.kind) {
    case "span": return null;
    case "share": return share(value);
    case "number": return number(value);
    case "boolean": return w(value ? "yes" : "no");
    case "region": return `${regionName(index, value)} (${value})`;
    case "index": return field.of === "officials" ? who(record.officials[value]) : `${w(`group.${field.of}`)} ${value + 1}`;
    case "json": return Object.keys(value).length ? JSON.stringify(value) : null;
    case "part": return field.fields.map((inner) => written(inner, value[inner.name], record, index)).filter(Boolean).join(" · ");
    default: return term({ change_unit: "unit", roles: "role" }[field.name] ?? field.name, value);
  }
}

/** All fields of an item that hold anything. */
function table(field, item, record, index, leave = () => false) {
  const rows = field.fields.filter((inner) => !leave(inner)).map((inner) => [inner, written(inner, item[inner.name], record, index)]);
  return el("dl", {}, rows.filter(([, words]) => words !== null).map(([inner, words]) =>
    [el("dt", {}, w(`field.${inner.name}`)), el("dd", { dir: "auto" }, words)]));
}

const tag = (group) => el("span.letter", { "aria-hidden": "true" }, w(`letter.${group}`));

/** The release at `at`, drawn into `main`. */
export async function drawRelease(main, index, at, place) {
  const [{ record, text }, order] = await Promise.all([opened(index, at), found(index, place)]);
  const all = annotations(record, index.form);
  const byPath = new Map(all.map((each) => [each.path, each]));
  const release = index.releases[at];
  const view = { record, text, index, all, byPath, main };
  const groups = index.groups.filter((group) => all.some((each) => each.group === group && each.spans.length));

  const cards = el("section.values", { "aria-label": w("values") }, sections(view));
  const page = text === null
    ? el("p.note", {}, w("notext.here"))
    : el("div.text", { dir: "auto", lang: record.language ?? null, id: "text" });
  const legend = el("div.legend", { role: "group", "aria-label": w("legend") }, groups.map((group) =>
    el("button.switch", { type: "button", "aria-pressed": String(isOn(group)), style: `--of: var(--of-${group})`, "data-group": group,
      click: (event) => {
        switched.set(group, !isOn(group));
        event.currentTarget.setAttribute("aria-pressed", String(isOn(group)));
        drawText(page, view);
      } }, tag(group), w(`group.${group}`))));
  fill(main,
    passage(index, order, at, place),
    el("article.release", {},
      el("header.head", {},
        el("h1", { dir: "auto" }, release.title),
        el("p.meta", {}, [
          release.day && el("time", { datetime: release.day }, `${day(release.day)}${release.stated ? "" : ` (${w("day.event")})`}`),
          release.publisher, release.region && regionName(index, release.region),
          ...release.topics.slice(0, 3).map((topic) => term("label", topic)),
        ].filter(Boolean).map((part) => el("span", {}, part)))),
      el("div.reading", {},
        el("section.read", { "aria-label": w("text") }, text === null ? null : legend, page),
        cards)));
  if (text !== null) drawText(page, view);
  watch(main, view);
  if (place.at) arrive(view, place.at, "card", false);
}

/** To the releases before and behind this one among those that are listed. */
function passage(index, order, at, place) {
  const nth = order.indexOf(at);
  const step = (to, key, rel) => to === undefined
    ? el("span.step.off", { "aria-disabled": "true" }, w(key))
    : el("a.step", { href: address(place, { id: index.releases[to].key, at: null }), rel }, w(key));
  return el("nav.passage", { "aria-label": w("passage") },
    el("a.step", { href: address(place, { view: "list" }) }, w("back")),
    el("span.where", {}, nth < 0 ? "" : w("nth", { nth: nth + 1, total: order.length })),
    step(nth < 0 ? undefined : order[nth - 1], "previous", "prev"),
    step(nth < 0 ? undefined : order[nth + 1], "next", "next"));
}

function drawText(page, view) {
  const { text, all } = view;
  const at = positions(text);
  const count = positionsLength(text);
  const visible = all.filter((each) => isOn(each.group));
  const pieces = stretches(count, visible).map(({ start, end, over, begins }) => {
    const words = text.slice(at(start), at(end));
    if (!over.length) return words;
    const [top, ...below] = over;
    const opens = begins.filter((each) => over.includes(each));
    const lines = below.slice(0, LINES).map((each) => each.group);
    const style = [`--of: var(--of-${top.group})`, ...lines.map((group, i) => `--line-${i + 1}: var(--of-${group})`)].join("; ");
    // One link for each value: the stretches that go on with it are none.
    const link = opens.includes(top) && words.trim();
    return el(`${link ? "a" : "span"}.m${lines.length ? `.under-${lines.length}` : ""}`, {
      href: link && address(here(), { at: top.path }), tabindex: link ? null : "-1", "aria-describedby": link ? "tip" : null,
      style, "data-start": start, "data-paths": ` ${over.map((each) => each.path).join(" ")} `,
    }, [...new Set(opens.map((each) => each.group))].map((group) =>
      el("sup.letter", { "aria-hidden": "true", style: `--of: var(--of-${group})` }, w(`letter.${group}`))),
    words);
  });
  fill(page, pieces);
}

function positionsLength(text) {
  let count = 0;
  for (const character of text) count += character.length ? 1 : 0;
  return count;
}

/** The values, field by field, as the record has them. */
function sections(view) {
  const { record, index } = view;
  const parts = index.form.filter((field) => field.kind === "part" && index.groups.includes(groupOf(field.name)));
  const important = [...parts].sort((a, b) => QUIET.has(a.name) - QUIET.has(b.name));
  const drawn = important.map((field) => {
    const items = field.list ? record[field.name] : [record[field.name]].filter(Boolean);
    if (!items.length) return null;
    const group = groupOf(field.name);
    const list = el("ul.cards");
    const show = (from) => items.slice(from, from + CARDS).forEach((item, i) =>
      list.append(card(view, field, item, field.list ? `${field.name}.${from + i}` : field.name)));
    show(0);
    const more = items.length > CARDS
      ? el("button.more", { type: "button", click: (event) => {
        show(list.children.length);
        if (list.children.length >= items.length) event.currentTarget.remove();
      } }, w("more", { n: items.length - CARDS }))
      : null;
    return el("section.group", { style: `--of: var(--of-${group})` },
      el("h2", {}, tag(group), w(`group.${field.name}`), field.list ? el("span.n", {}, number(items.length)) : null), list, more);
  });
  return [drawn, present(view), origin(view)];
}

function present({ record }) {
  if (!record.attendance.length) return null;
  return el("section.group", {}, el("h2", {}, w("group.attendance"), el("span.n", {}, number(record.attendance.length))),
    el("p.line", {}, record.attendance.map((at) => who(record.officials[at])).join(", ")));
}

/** Fields of the record that are about the release as a whole, and all that no section above shows. */
function origin({ record, index }) {
  const rest = index.form.filter((field) => field.name !== "attendance" && !index.groups.includes(groupOf(field.name)));
  return el("details.group.origin", {}, el("summary", {}, w("origin")),
    el("dl", {}, rest.map((field) => [field, written(field, record[field.name], record, index)]).filter(([, words]) => words)
      .map(([field, words]) => [el("dt", {}, w(`field.${field.name}`)), el("dd", {}, words)])));
}

function card(view, field, item, path) {
  const { record, index, byPath } = view;
  const nested = field.fields.filter((inner) => byPath.has(`${path}.${inner.name}`));
  const name = groupOf(field.name);
  const head = name === "figures" ? item.indicator ?? w("unnamed") : headline(name, item, record, index);
  const leave = (inner) => inner.kind === "span" || nested.includes(inner);
  return el("li.card", { id: `v-${path}`, "data-path": path, tabindex: "-1" },
    el("p.name", { dir: "auto" }, name === "quotes" ? `“${head}”` : head),
    body(name, item, record, index),
    nested.map((inner) => el("p.sub", { id: `v-${path}.${inner.name}`, "data-path": `${path}.${inner.name}`, tabindex: "-1",
      style: `--of: var(--of-${inner.name})` },
    tag(inner.name), el("span.unseen", {}, `${w(`group.${inner.name}`)}: `), headline(inner.name, item[inner.name], record, index),
    " ", jumps(view, `${path}.${inner.name}`))),
    el("div.foot", {}, jumps(view, path), confidence(item),
      el("details.all", {}, el("summary", {}, w("details")), table(field, item, record, index, leave),
        nested.map((inner) => [el("p.dim", {}, w(`group.${inner.name}`)), table(inner, item[inner.name], record, index)]))));
}

function confidence(item) {
  return typeof item.confidence === "number" ? el("span.sure", {}, w("sure", { share: share(item.confidence) })) : null;
}

const JUMPS = 8;

/** Buttons that lead from a value to where it stands. */
function jumps(view, path) {
  const each = view.byPath.get(path);
  if (view.text === null || !each?.spans.length) return null;
  const { spans } = each;
  const label = (i) => (spans.length === 1 ? w("intext") : w("intext.nth", { nth: i + 1, total: spans.length }));
  return el("span.jumps", {}, spans.length > 1 ? el("span.dim", { "aria-hidden": "true" }, `${w("places")} `) : null, spans.slice(0, JUMPS).map((span, i) =>
    el("button.jump", { type: "button", "aria-label": label(i), title: label(i), "data-start": span[0],
      click: () => arrive(view, path, "text", true, i) }, spans.length === 1 ? w("intext") : String(i + 1))));
}

/** Marks a value in text and list, and goes to one of the two. */
function arrive(view, path, where, focus, nth = 0) {
  const { main, byPath } = view;
  const each = byPath.get(path);
  if (!each) return;
  if (where === "text" && !isOn(each.group)) {
    switched.set(each.group, true);
    main.querySelector(`.switch[data-group="${each.group}"]`)?.setAttribute("aria-pressed", "true");
    drawText(main.querySelector("#text"), view);
  }
  light(main, path, "on");
  const value = document.getElementById(`v-${path}`);
  const target = where === "text" ? main.querySelector(`.m[data-start="${each.spans[nth][0]}"]`) : value;
  if (!target) return;
  reveal(target, "center");
  if (focus || where === "card") target.focus({ preventScroll: true });
}

function light(main, path, name) {
  main.querySelectorAll(`.${name}`).forEach((each) => each.classList.remove(name));
  if (!path) return;
  main.querySelectorAll(`[data-paths*=" ${path} "], [data-path="${path}"]`).forEach((each) => each.classList.add(name));
}

/** What the pointer and the focus show, and where a click leads. */
function watch(main, view) {
  const tip = document.getElementById("tip");
  const hide = () => {
    tip.hidden = true;
    light(main, null, "near");
  };
  const over = (event) => {
    const mark = event.target.closest?.(".m");
    const value = event.target.closest?.("[data-path]");
    if (mark) {
      const paths = mark.dataset.paths.trim().split(" ");
      light(main, paths[0], "near");
      fill(tip, paths.slice(0, LINES + 1).map((path) => told(view, path)));
      tip.hidden = false;
      beside(tip, mark);
    } else {
      hide();
      if (value) light(main, value.dataset.path, "near");
    }
  };
  const page = main.querySelector(".release");
  page.addEventListener("pointerover", over);
  page.addEventListener("focusin", over);
  page.addEventListener("pointerleave", hide);
  page.addEventListener("focusout", hide);
  page.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  page.addEventListener("click", (event) => {
    const mark = event.target.closest(".m");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const path = mark.dataset.paths.trim().split(" ")[0];
    hide();
    history.replaceState(null, "", address(here(), { at: path }));
    arrive(view, path, "card", true);
  });
}

/** One value for the tip: its field, itself, and what the record says of how it was found. */
function told({ byPath, record, index }, path) {
  const { group, item } = byPath.get(path);
  const words = headline(group, item, record, index);
  const how = ["rule", "method"].filter((name) => item[name]).map((name) => `${w(`field.${name}`)}: ${item[name]}`);
  if (typeof item.confidence === "number") how.push(w("sure", { share: share(item.confidence) }));
  return el("p", { style: `--of: var(--of-${group})` }, tag(group), el("strong", {}, w(`group.${group}`)), " ",
    words.length > 160 ? `${words.slice(0, 160)}…` : words, how.length ? el("span.dim", {}, ` · ${how.join(" · ")}`) : null);
}

function beside(tip, mark) {
  const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const width = tip.offsetWidth;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
  const below = box.bottom + 6 + tip.offsetHeight < window.innerHeight;
  tip.style.left = `${left + window.scrollX}px`;
  tip.style.top = `${(below ? box.bottom + 6 : box.top - tip.offsetHeight - 6) + window.scrollY}px`;
}
