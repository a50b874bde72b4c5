// The words of the page in its language, and numbers and days as that language writes them.

let table = {};
let chosen = "id";
/** For numbers and days: English as most of the world writes it. */
let locale = "id";

export function language() {
  return chosen;
}

export function speak(words, language) {
  chosen = language in words ? language : "id";
  locale = chosen === "en" ? "en-GB" : chosen;
  table = words[chosen];
  document.documentElement.lang = chosen;
}

/** What numbers and days are written as. */
export function localeOf() {
  return locale;
}

/** The words for `key`, with {name} filled from `values`; of "one|more" what goes with `values.n`. */
export function w(key, values = {}) {
  let words = table[key] ?? key;
  if (words.includes("|")) {
    const [one, more] = words.split("|");
    words = new Intl.PluralRules(locale).select(values.n) === "one" ? one : more;
  }
  return words.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name] ?? ""));
}

/** A word of a closed list ("unit", "role", …) in this language; as it stands where nobody translated it. */
export function term(list, value) {
  return table[`${list}.${value}`] ?? value;
}

export function number(value) {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
}

export function share(value) {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(value);
}

/** A number with its unit: "3,29%", "Rp1,5 triliun", "40 orang". */
export function amount(value, unit) {
  const big = Math.abs(value) >= 1e9;
  const form = { maximumFractionDigits: big ? 2 : 6, ...(big ? { notation: "compact", compactDisplay: "long" } : {}) };
  if (/^[A-Z]{3}$/.test(unit)) {
    const money = { style: "currency", currency: unit, minimumFractionDigits: 0, currencyDisplay: "narrowSymbol" };
    try {
      return new Intl.NumberFormat(locale, { ...form, ...money }).format(value);
    } catch {
      // No currency that the browser knows: as any other unit.
    }
  }
  const digits = new Intl.NumberFormat(locale, form).format(value);
  if (unit === "percent") return `${digits}%`;
  return unit === "number" ? digits : `${digits} ${term("unit", unit)}`;
}

const PARTIAL = /^(?:(\d{4})|-)(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** A date of the record, which may be partial: "25 Mei 2023", "Mei 2023", "18 September". */
export function day(iso, style = "long") {
  const [, year, month, date] = PARTIAL.exec(iso ?? "") ?? [];
  if (!month) return year ?? iso ?? "";
  const form = { month: style, timeZone: "UTC", ...(year ? { year: "numeric" } : {}), ...(date ? { day: "numeric" } : {}) };
  const at = new Date(Date.UTC(Number(year ?? 2000), Number(month) - 1, Number(date ?? 1)));
  return Number.isNaN(at.getTime()) ? iso : new Intl.DateTimeFormat(locale, form).format(at);
}

export function monthName(at, style) {
  return new Intl.DateTimeFormat(locale, { month: style, timeZone: "UTC" }).format(new Date(Date.UTC(2000, at, 1)));
}

/** Words that sort as a reader of this language expects. */
export function compare(a, b) {
  return a.localeCompare(b, locale, { sensitivity: "base", numeric: true });
}
