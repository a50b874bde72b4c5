// Where the reader is: all of it in the address behind "#", so that a link leads back there.

export const FILTERS = [
  "q", "publisher", "region", "from", "to", "topic", "type", "figures", "quotes", "official", "day", "eventregion", "indicator",
  "unit", "start", "figureregion",
];

/** The place that the address names: `view` is "list", "release" or "charts". */
export function here() {
  const written = location.hash.slice(1);
  const place = written && !written.includes("=") ? { id: plain(written) } : Object.fromEntries(new URLSearchParams(written));
  return { ...place, view: place.view === "charts" ? "charts" : "id" in place ? "release" : "list" };
}

/** An id by itself, as people write it behind the "#". */
function plain(written) {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** The address of `place` with `changes`; what is empty is left out. */
export function address(place, changes) {
  const { view, ...rest } = { ...place, ...changes };
  if (view !== "release") {
    delete rest.id;
    delete rest.at;
  }
  const kept = Object.entries({ ...(view === "charts" ? { view } : {}), ...rest });
  return `#${new URLSearchParams(kept.filter(([, value]) => value !== null && value !== undefined && value !== ""))}`;
}

/** Go there. `quietly`: without another step for the button that leads back. */
export function go(changes, quietly = false) {
  const to = address(here(), changes);
  if (to === (location.hash || "#")) return;
  history[quietly ? "replaceState" : "pushState"](null, "", to);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

export function clear() {
  return Object.fromEntries(FILTERS.map((name) => [name, null]));
}
