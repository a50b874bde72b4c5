// The page as a whole: which view is shown, in which language, and what stays when it changes.

import { el, fill } from "./dom.js";
import { language, speak, w } from "./words.js";
import { about } from "./data.js";
import { address, clear, go, here } from "./state.js";
import { drawList, drawResults } from "./list.js";
import { drawRelease } from "./release.js";
import { drawCharts } from "./charts.js";

const main = document.getElementById("main");
let index = null;
let before = null;

function frame(place) {
  for (const element of document.querySelectorAll("[data-w]")) element.textContent = w(element.dataset.w);
  document.getElementById("brand").textContent = index.title ?? w("title");
  document.getElementById("language").value = language();
  const tabs = document.getElementById("tabs");
  tabs.setAttribute("aria-label", w("views"));
  fill(tabs, ["list", "charts"].map((view) => {
    const current = place.view === view || (view === "list" && place.view === "release");
    return el("a.tab", { href: address(place, { view }), "aria-current": current ? "page" : null }, w(`tab.${view}`));
  }));
}

/** Draws what the address names. Only words that are typed, and a chart's own choices, leave the rest of the page alone. */
async function draw() {
  const place = here();
  if (place.lang) speak(index.words, place.lang);
  frame(place);
  const same = before && before.view === place.view && before.lang === place.lang;
  const typed = same && place.view === "list" && onlyDiffer(before, place, ["q"]);
  const results = document.getElementById("results");
  const previous = before;
  before = place;
  if (typed && results) {
    await drawResults(results, index, place);
    return;
  }
  const focused = document.activeElement?.id;
  if (place.view === "release") {
    const at = index.byKey.get(place.id);
    if (at === undefined) fill(main, el("p.wait", {}, w("unknown", { id: place.id }), " ", el("a", { href: address(place, { ...clear(), view: "list" }) }, w("back"))));
    else await drawRelease(main, index, at, place);
  } else if (place.view === "charts") {
    await drawCharts(main, index, place);
  } else {
    await drawList(main, index, place);
  }
  const title = place.view === "release" ? main.querySelector("h1")?.textContent : w(`tab.${place.view}`);
  document.title = [title, index.title ?? w("title")].filter(Boolean).join(" · ");
  const moved = previous && (previous.view !== place.view || previous.id !== place.id);
  if (moved && !place.at) {
    window.scrollTo(0, 0);
    const heading = main.querySelector("h1") ?? main;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  } else if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

function onlyDiffer(a, b, names) {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => names.includes(key) || a[key] === b[key]);
}

async function start() {
  if (!("DecompressionStream" in window)) {
    document.getElementById("wait").textContent = document.querySelector("noscript").textContent;
    return;
  }
  index = await about();
  speak(index.words, here().lang ?? document.documentElement.lang);
  document.getElementById("language").addEventListener("change", (event) => {
    speak(index.words, event.target.value);
    go({ lang: event.target.value }, true);
  });
  // The address is the reader's place: the link that skips the head must not change it.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  // One after the other: what waits for texts must not come after what was asked for later.
  let last = draw();
  const next = () => (last = last.then(draw));
  window.addEventListener("hashchange", next);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => here().view === "charts" && next());
  await last;
  document.documentElement.dataset.ready = "yes";
}

start();
