// What people ask first of many releases. Each chart has a table, and leads to the releases behind a bar or a point.

import { el, fill } from "./dom.js";
import { amount, compare, day, localeOf, monthName, number, term, w } from "./words.js";
import { charting } from "./data.js";
import { address, go } from "./state.js";
import { chips, found, regionName } from "./list.js";

const TOP = 15;
const ROWS = 200;
const SERIES = 6;
const OPTIONS = 300;
const STEP = 26;
const FONT = "system-ui, sans-serif";
/** Units of what is counted one by one; an indicator that people follow has another one more often than not. */
const COUNTS = new Set(["unit", "person", "number", "times", "day", "hour", "minute", "week", "month", "year", "head"]);
const DAY = 86_400_000;

const narrow = () => matchMedia("(max-width: 40rem)").matches;
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function config() {
  const [ink, dim, line, accent] = ["--ink", "--dim", "--line", "--accent"].map(css);
  const text = { labelColor: dim, titleColor: dim, labelFont: FONT, titleFont: FONT, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" };
  return {
    background: null, font: FONT, view: { stroke: null },
    axis: { ...text, gridColor: line, domainColor: line, tickColor: line, labelLimit: 190 },
    legend: { ...text, orient: "bottom", columns: narrow() ? 1 : 3, title: null, labelLimit: 260, symbolSize: 80, symbolOpacity: 1 },
    bar: { color: accent, cornerRadiusEnd: 3 }, text: { color: ink },
    range: { category: ["--s1", "--s2", "--s3", "--s4", "--s5", "--s6", "--s7"].map(css) },
  };
}

function locales() {
  const parts = new Intl.NumberFormat(localeOf()).formatToParts(12345.6);
  const part = (type) => parts.find((one) => one.type === type)?.value ?? "";
  const months = (style) => Array.from({ length: 12 }, (_, at) => monthName(at, style));
  const days = (style) => Array.from({ length: 7 }, (_, at) =>
    new Intl.DateTimeFormat(localeOf(), { weekday: style, timeZone: "UTC" }).format(new Date(Date.UTC(2023, 0, 1 + at))));
  return {
    formatLocale: { decimal: part("decimal"), thousands: part("group"), grouping: [3], currency: ["", ""] },
    timeFormatLocale: {
      dateTime: "%e %B %Y %H:%M", date: "%d/%m/%Y", time: "%H:%M", periods: ["AM", "PM"], days: days("long"),
      shortDays: days("short"), months: months("long"), shortMonths: months("short"),
    },
  };
}

let drawn = [];
/** What was typed to find an indicator, as long as the page is open. */
let asked = "";

/** Draws a chart of `values` into `place`. What is clicked is told to `chosen` as its datum. */
async function chart(place, spec, label, chosen) {
  const embed = await charting();
  const { view } = await embed(place, {
    width: "container", autosize: { type: "fit-x", contains: "padding" }, config: config(), description: label, ...spec,
  // `ast`: expressions are interpreted, as the page's policy forbids to make code of text.
  }, { actions: false, renderer: "svg", ast: true, mode: "vega-lite", logLevel: 1, tooltip: { theme: "custom" }, ...locales() });
  if (!place.isConnected) {
    view.finalize();
    return;
  }
  drawn.push(view);
  view.addEventListener("click", (_, item) => item?.datum && chosen(item.datum));
}

/** A box with a heading, a chart and the table that says the same. `rows`: [[cell, …, address or null], …]. */
function box(id, { title, note, control }, columns, rows, draw) {
  const place = el("div.chart", { id: `chart-${id}` });
  const more = rows.length > ROWS ? el("p.dim", {}, w("rows.more", { n: rows.length - ROWS })) : null;
  const body = rows.slice(0, ROWS).map((row) => {
    const to = row.at(-1);
    return el("tr", {}, row.slice(0, -1).map((cell, i) => {
      const content = i === 0 && to ? el("a", { href: to }, cell) : cell;
      return el(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : {}, content);
    }));
  });
  const table = el("details.table", {}, el("summary", {}, w("table")),
    el("div.scroll", { tabindex: "0", role: "region", "aria-label": w("table.of", { title }) }, el("table", {},
      el("caption.unseen", {}, title),
      el("thead", {}, el("tr", {}, columns.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, body))), more);
  const section = el("section.box", { id, "aria-labelledby": `${id}-title` },
    el("h2", { id: `${id}-title` }, title), note ? el("p.dim", {}, note) : null, control,
    rows.length ? [place, table] : el("p.empty", {}, w("nodata")));
  if (rows.length) draw(place, title);
  return section;
}

/** A time as Vega-Lite writes it. */
function moment(time) {
  const at = new Date(time);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate(), utc: true };
}

/** How Vega writes the numbers of an axis: "1,5 triliun". */
function short() {
  const scales = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]];
  return scales.reduceRight((rest, [size, name]) =>
    `abs(datum.value) >= ${size} ? format(datum.value / ${size}, ",.6~g") + " ${w(name)}" : ${rest}`, `format(datum.value, ",.9~g")`);
}

/** Some five whole numbers from `low` to `high`. */
function whole(low, high) {
  const step = Math.max(1, ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter((one) => one <= (high - low) / 4));
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, at) => low + at * step);
}

/** Bars, the longest first, of [label, count, what a click changes]. */
function bars(place, label, rows, title) {
  const values = rows.slice(0, TOP).map(([name, count], at) => ({ name, count, at, said: `${name}: ${number(count)}` }));
  chart(place, {
    data: { values }, height: values.length * STEP,
    encoding: {
      y: { field: "name", type: "nominal", sort: null, title: null, axis: { domain: false, ticks: false, labelPadding: 6, labelLimit: narrow() ? 130 : 260 } },
      x: { field: "count", type: "quantitative", title, axis: { values: whole(0, rows[0][1]), domain: false, format: "d" } },
      tooltip: { field: "said" }, description: { field: "said" },
    },
    layer: [
      { mark: { type: "bar", cursor: "pointer", height: { band: 0.68 } } },
      { mark: { type: "text", align: "left", dx: 5, cursor: "pointer", aria: false }, encoding: { text: { field: "count", type: "quantitative", format: "," } } },
    ],
  }, label, ({ at }) => at !== undefined && go(rows[at][2]));
}

/** [value, number of releases] of all that `of` gives for the releases `at`, the most frequent first. */
function tally(releases, of) {
  const counts = new Map();
  for (const at of releases) for (const value of new Set(of(at))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || compare(String(a[0]), String(b[0])));
}

function people(index, all, place) {
  const rows = tally(all, (at) => index.releases[at].people).map(([who, count]) => {
    const [name, title] = index.people[who];
    return [name, count, { view: "list", official: name }, title];
  });
  return box("officials", { title: w("chart.officials"), note: w("chart.officials.note") },
    [w("field.name"), w("field.title"), w("releases")],
    rows.map(([name, count, to, title]) => [name, title ?? "", number(count), address(place, to)]),
    (at, label) => bars(at, label, rows, w("releases")));
}

function topics(index, all, place) {
  const rows = tally(all, (at) => index.releases[at].topics)
    .map(([topic, count]) => [term("label", topic), count, { view: "list", topic }]);
  return box("topics", { title: w("chart.topics") }, [w("filter.topic"), w("releases")],
    rows.map(([name, count, to]) => [name, number(count), address(place, to)]),
    (at, label) => bars(at, label, rows, w("releases")));
}

function eventTypes(index, events, place) {
  const counts = new Map();
  for (const { type } of events) if (type) counts.set(type, (counts.get(type) ?? 0) + 1);
  const rows = [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([type, count]) => [type, count, { view: "list", type }]);
  return box("event-types", { title: w("chart.types") }, [w("filter.type"), w("events")],
    rows.map(([name, count, to]) => [name, number(count), address(place, to)]),
    (at, label) => bars(at, label, rows, w("events")));
}

function province(code) {
  return code?.slice(0, 2);
}

function eventRegions(index, events, place) {
  const counts = new Map();
  for (const { region } of events) if (region) counts.set(province(region), (counts.get(province(region)) ?? 0) + 1);
  const rows = [...counts].sort((a, b) => b[1] - a[1]).map(([code, count]) =>
    [regionName(index, code).replace(/^Provinsi /, ""), count, { view: "list", eventregion: code }]);
  return box("event-regions", { title: w("chart.regions") }, [w("filter.region"), w("events")],
    rows.map(([name, count, to]) => [name, number(count), address(place, to)]),
    (at, label) => bars(at, label, rows, w("events")));
}

function calendar(index, events, place, redraw) {
  const days = new Map();
  for (const event of events) if (event.day) days.set(event.day, (days.get(event.day) ?? 0) + 1);
  const years = [...new Set([...days.keys()].map((iso) => iso.slice(0, 4)))].sort().reverse();
  const busiest = years.reduce((best, year) => {
    const n = [...days].reduce((sum, [iso, count]) => sum + (iso.startsWith(year) ? count : 0), 0);
    return n > best[1] ? [year, n] : best;
  }, [years[0], -1])[0];
  const year = years.includes(place.year) ? place.year : busiest;
  const rows = [...days].filter(([iso]) => iso.startsWith(year ?? "")).sort();
  const control = years.length > 1
    ? el("div.field", {}, el("label", { for: "year" }, w("year")),
      el("select", { id: "year", change: (event) => redraw({ year: event.target.value }) },
        years.map((one) => el("option", { value: one, selected: one === year }, one))))
    : null;
  const undated = events.filter((event) => !event.day).length;
  return box("calendar", { title: w("chart.calendar"), control, note: undated ? w("chart.undated", { n: undated }) : null },
    [w("day"), w("events")],
    rows.map(([iso, count]) => [day(iso), number(count), address(place, { view: "list", day: iso, year: null })]),
    (at, label) => {
      const values = rows.map(([iso, count]) => ({
        iso, count, said: `${day(iso)}: ${number(count)}`, date: Number(iso.slice(8)), month: monthName(Number(iso.slice(5, 7)) - 1, "short"),
      }));
      chart(at, {
        data: { values }, height: 12 * STEP,
        mark: { type: "rect", cursor: "pointer", cornerRadius: 3, stroke: css("--paper"), strokeWidth: 2 },
        encoding: {
          x: { field: "date", type: "ordinal", title: null, scale: { domain: Array.from({ length: 31 }, (_, i) => i + 1) },
            axis: { domain: false, ticks: false, labelAngle: 0, values: [1, 5, 10, 15, 20, 25, 31] } },
          y: { field: "month", type: "ordinal", title: null, axis: { domain: false, ticks: false, labelPadding: 6 },
            scale: { domain: Array.from({ length: 12 }, (_, i) => monthName(i, "short")) } },
          color: { field: "count", type: "quantitative", title: w("events"), scale: { range: [css("--heat-low"), css("--heat-high")] },
            legend: rows.some(([, count]) => count > 1) ? { orient: "bottom", direction: "horizontal", values: whole(1, Math.max(...rows.map(([, count]) => count))), format: "d" } : null },
          tooltip: { field: "said" }, description: { field: "said" },
        },
      }, label, ({ iso }) => iso && go({ view: "list", day: iso, year: null }));
    });
}

/** The indicators of `figures` as [position, number of releases], those that most releases tell first. */
function measured(figures) {
  const releases = new Map();
  for (const { indicator, release } of figures) releases.set(indicator, (releases.get(indicator) ?? new Set()).add(release));
  return [...releases].map(([indicator, told]) => [indicator, told.size]).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

function indicator(index, all, place, redraw) {
  const among = new Set(all);
  const figures = index.figures.filter((figure) => among.has(figure.release));
  const ranked = measured(figures);
  const named = (at) => index.indicators[at];
  const label = (at) => `${named(at)[0]} (${term("unit", named(at)[1])})`;
  const wanted = ranked.find(([at]) => named(at)[0] === place.show && (!place.showunit || named(at)[1] === place.showunit));
  const at = (wanted ?? ranked.find(([one]) => !COUNTS.has(named(one)[1])) ?? ranked[0])?.[0];
  const list = el("select", { id: "indicator", size: "6", change: (event) => {
    const [show, showunit] = named(Number(event.target.value));
    redraw({ show, showunit });
  } });
  const offer = (query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const fitting = ranked.filter(([one]) => words.every((word) => label(one).toLowerCase().includes(word)));
    fill(list, fitting.slice(0, OPTIONS).map(([one, count]) =>
      el("option", { value: one, selected: one === at }, `${label(one)} · ${number(count)}`)));
    many.textContent = w("n.indicators", { n: fitting.length });
  };
  const many = el("p.dim", { role: "status" });
  const search = el("input", { type: "search", id: "indicator-search", autocomplete: "off", placeholder: w("indicator.hint"),
    input: (event) => offer((asked = event.target.value)) });
  search.value = asked;
  offer(asked);
  const control = el("div.choose", {}, el("div.field", {}, el("label", { for: "indicator-search" }, w("indicator.search")), search),
    el("div.field", {}, el("label", { for: "indicator" }, w("indicator")), list), many,
    at === undefined ? null : el("p.name", {}, label(at)));

  const own = figures.filter((figure) => figure.indicator === at);
  const timeOf = (figure) => figure.start ?? index.releases[figure.release].day;
  const points = own.map((figure) => ({ ...figure, time: timeOf(figure) })).filter((figure) => figure.time)
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.value - b.value));
  const [name, unit] = at === undefined ? ["", ""] : named(at);
  const to = (figure) => ({ view: "list", indicator: name, unit, start: figure.start, figureregion: figure.region, show: null, showunit: null });
  const placeOf = (figure) => (figure.region ? regionName(index, figure.region) : w("noregion"));
  const frequent = tally(points.keys(), (i) => [placeOf(points[i])]).slice(0, SERIES).map(([one]) => one);
  const rows = points.map((figure) => [
    figure.period ?? day(figure.time), placeOf(figure), amount(figure.value, unit), index.releases[figure.release].title,
    address(place, to(figure)),
  ]);
  const undated = own.length - points.length;
  return box("indicator-time", {
    title: w("chart.indicator"), control,
    note: [w("chart.indicator.note"), undated ? w("chart.undated.figures", { n: undated }) : ""].join(" "),
  }, [w("field.period"), w("filter.region"), w("field.value"), w("release")], rows, (where, title) => {
    const values = points.map((figure, i) => ({
      i, time: Date.parse(figure.time), value: figure.value, said: `${placeOf(figure)}, ${figure.period ?? day(figure.time)}: ${amount(figure.value, unit)}`, place: placeOf(figure),
      series: frequent.includes(placeOf(figure)) ? placeOf(figure) : w("others"),
    }));
    const series = [...frequent, w("others")].filter((one) => values.some((value) => value.series === one));
    const times = values.map((value) => value.time);
    const span = Math.max(...times) - Math.min(...times);
    chart(where, {
      data: { values }, height: 300,
      encoding: {
        x: { field: "time", type: "temporal", title: null, scale: { type: "utc", ...(span < 30 * DAY ? { domain: [-180, 180].map((days) => moment(times[0] + days * DAY)) } : { nice: true }) },
          axis: { grid: false, labelOverlap: true, format: span > 800 * DAY ? "%Y" : "%b %Y", tickCount: span > 800 * DAY ? { interval: "year", step: 1 } : 6 } },
        y: { field: "value", type: "quantitative", title: term("unit", unit), scale: { zero: false, nice: true }, axis: { domain: false, ticks: false, labelExpr: short() } },
        color: { field: "series", type: "nominal", scale: { domain: series }, legend: series.length > 1 ? {} : null },
        tooltip: { field: "said" }, description: { field: "said" },
      },
      layer: [
        { transform: [{ filter: { field: "series", oneOf: frequent } }], mark: { type: "line", strokeWidth: 1.5, opacity: 0.5, aria: false },
          encoding: { detail: { field: "place" }, tooltip: null, description: null } },
        { mark: { type: "point", filled: true, size: 90, opacity: 0.9, cursor: "pointer" },
          encoding: { shape: { field: "series", type: "nominal", scale: { domain: series }, legend: series.length > 1 ? {} : null } } },
      ],
    }, title, ({ i }) => i !== undefined && go(to(points[i])));
  });
}

/** Draws the charts of the releases that `place` asks for into `main`. */
export async function drawCharts(main, index, place) {
  drawn.forEach((view) => view.finalize());
  drawn = [];
  const all = await found(index, place);
  const among = new Set(all);
  const events = index.events.filter((event) => among.has(event.release));
  const total = index.releases.length;
  const redraw = (changes) => go(changes, true);
  fill(main,
    el("h1.unseen", {}, w("tab.charts")),
    el("p.lead", { role: "status", id: "summary" }, all.length === total ? w("charts.all", { n: total }) : w("charts.of", { n: all.length, total })),
    chips(index, place),
    el("div.boxes", { id: "boxes" }));
  // Vega measures its place, so each box is in the page before its chart is drawn.
  const boxes = main.querySelector("#boxes");
  for (const make of [
    () => indicator(index, all, place, redraw), () => people(index, all, place), () => topics(index, all, place),
    () => calendar(index, events, place, redraw), () => eventRegions(index, events, place), () => eventTypes(index, events, place),
  ]) boxes.append(make());
}
