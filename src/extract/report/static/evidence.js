// Where the values of a record stand in its text: spans that may lie in and across each other, cut into stretches.

/** A function from positions in the record, which counts characters, to positions in a string of JavaScript, where some count
 * two. */
export function positions(text) {
  const starts = [];
  for (let at = 0, count = 0; at < text.length; count++) {
    const width = text.codePointAt(at) > 0xffff ? 2 : 1;
    if (width === 2) starts.push(count);
    at += width;
  }
  if (!starts.length) return (at) => at;
  return (at) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] < at) low = middle + 1;
      else high = middle;
    }
    return at + low;
  };
}

const OTHERS = "other_events";

export const groupOf = (name) => (name === OTHERS ? "event" : name);

/** All that is highlighted: [{path, group, item, field, spans}], `field` as `form.py` tells it. */
export function annotations(record, form) {
  const found = [];
  for (const field of form.filter((each) => each.kind === "part")) {
    const items = field.list ? record[field.name] : record[field.name] ? [record[field.name]] : [];
    items.forEach((item, i) => {
      const path = field.list ? `${field.name}.${i}` : field.name;
      found.push({ path, group: groupOf(field.name), item, field, spans: spansOf(item, field) });
      for (const part of field.fields.filter((inner) => inner.kind === "part" && !inner.list && item[inner.name])) {
        const spans = spansOf(item[part.name], part);
        if (part.fields.some((inner) => inner.kind === "span")) {
          found.push({ path: `${path}.${part.name}`, group: part.name, item: item[part.name], field: part, spans });
        }
      }
    });
  }
  return found;
}

/** The spans of an item and of the lists of parts in it, each once, in the order of the text. A figure's value comes before the
 * words around it, which are left to its `indicator_spans`. */
function spansOf(item, field) {
  const spans = [];
  for (const inner of field.fields) {
    const value = item[inner.name];
    if (inner.kind === "span" && value && !(inner.name === "span" && "value_span" in item)) spans.push(...(inner.list ? value : [value]));
    if (inner.kind === "part" && inner.list) value.forEach((part) => spans.push(...spansOf(part, inner)));
  }
  const once = new Map(spans.map((span) => [span.join(), span]));
  const all = [...once.values()].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  // A title that stands within the mention of its official is no place of its own.
  let reach = -1;
  return all.filter(([, end]) => end > reach && ((reach = end), true));
}

/** The text as stretches that lie under the same annotations: [{start, end, over, begins}], in positions of the record; `over`
 * with the shortest first. */
export function stretches(length, found) {
  const events = [];
  for (const each of found) {
    for (const [start, end] of each.spans) {
      if (start < end && end <= length) events.push([start, 1, each, end - start], [end, 0, each, end - start]);
    }
  }
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const cut = [];
  const open = new Map();
  let at = 0;
  let begins = [];
  for (const [place, opens, each, width] of events) {
    if (place > at) {
      const over = [...open].sort((a, b) => a[1] - b[1]).map(([one]) => one);
      cut.push({ start: at, end: place, over, begins });
      begins = [];
      at = place;
    }
    if (opens) {
      open.set(each, width);
      begins.push(each);
    } else {
      open.delete(each);
    }
  }
  if (at < length) cut.push({ start: at, end: length, over: [], begins });
  return cut;
}
