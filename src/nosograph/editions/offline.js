// What stands in for the server in an edition that has none: suggestions, findings as they are
// typed, and the page of results.

const root = new URL(".", document.currentScript.src).href;
const language = document.documentElement.lang;
const MOST_TYPED = 600, MOST_SHOWN = 50, MOST_SUGGESTED = 8;
const TYPES = { d: "disease", t: "finding", g: "gene" };
const SPELT_OUT = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i" };

let reading = null;

// Data are scripts, because a page without a server may load scripts but fetch nothing.
function loaded(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = root + name;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

function index() {
  reading ??= loaded("search-index.js").then(() => prepared(globalThis.nosographIndex));
  return reading;
}

// An element with a text, in another language than the page's if one is named.
function made(tag, text, lang = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (lang && lang !== language) element.lang = lang;
  return element;
}

function words(text) {
  const plain = text.toLowerCase().replace(/[ßæœøłđı]/g, (each) => SPELT_OUT[each]);
  return plain.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];
}

function folded(text) {
  return words(text).map((word) => (word.length > 3 && /[^sui]s$/.test(word) ? word.slice(0, -1) : word));
}

function prepared({ words: phrases, rows }) {
  const entries = rows.map(([type, key, name, curated, codes, others]) => ({
    type, key, name, curated, codes,
    texts: [name, ...others, ...codes].map((text) => ({ text, words: folded(text) })),
  }));
  const vocabulary = new Set(entries.flatMap(({ texts }) => texts.flatMap((each) => each.words)));
  return { phrases: phrases[language] ?? phrases.en, entries, vocabulary };
}

// How many letters two words differ in; more than `most` is not counted further.
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], row = Array.from({ length: b.length + 1 }, (_, n) => n), last;
  for (let i = 1; i <= a.length; i++) {
    last = before;
    before = row;
    row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], last[j - 2] + 1);
      }
      least = Math.min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return row[b.length];
}

function corrected(word, vocabulary) {
  if (word.length < 4) return [word];
  for (const most of word.length < 8 ? [1] : [1, 2]) {
    const near = [...vocabulary].filter((known) => distance(word, known, most) <= most);
    if (near.length) return near;
  }
  return [word];
}

// How well a name answers what was typed: every word must be in it, the last may be unfinished.
// A finding's other name counts for less than a disease's, which is what most people look for.
function fit(typed, text, known) {
  let exact = 0;
  for (const [place, options] of typed.entries()) {
    const last = place === typed.length - 1;
    if (options.some((word) => text.words.includes(word))) exact++;
    else if (!last || !options.some((word) => text.words.some((each) => each.startsWith(word)))) return 0;
  }
  const whole = exact === typed.length && text.words.length === typed.length;
  const first = typed[0].some((word) => text.words[0]?.startsWith(word));
  return 1 + (whole ? (known ? 4 : 1.5) : 0) + (first ? 1 : 0) + exact / typed.length + 1 / (1 + text.words.length);
}

function answered(typed, entries) {
  const found = [];
  for (const entry of entries) {
    let best = 0, by = null;
    for (const text of entry.texts) {
      const score = fit(typed, text, entry.type === "d" || text === entry.texts[0]);
      if (score > best) [best, by] = [score, text];
    }
    if (best) {
      const own = by === entry.texts[0] ? 0.5 : 0;
      found.push({ entry, by: by.text, score: best + own + entry.curated + (entry.type === "d" ? 0.75 : 0) });
    }
  }
  return found.sort((a, b) => b.score - a.score || (a.entry.name < b.entry.name ? -1 : 1));
}

async function search(query) {
  const { phrases, entries, vocabulary } = await index();
  const typed = folded(query.slice(0, MOST_TYPED)).slice(0, 24);
  if (!typed.length) return { phrases, found: [] };
  let found = answered(typed.map((word) => [word]), entries);
  if (!found.length) {
    const known = (word) => [...vocabulary].some((each) => each.startsWith(word));
    const spelt = typed.map((word) => (known(word) ? [word] : corrected(word, vocabulary)));
    found = answered(spelt, entries);
  }
  return { phrases, found };
}

function address({ type, key }) {
  const prefix = language === "en" ? "" : `${language}/`;
  const name = encodeURIComponent(key.replaceAll(":", "_"));
  return `${root}${prefix}${type}/${name}${type === "d" ? "/index" : ""}.html`;
}

function note({ entry, by }, phrases) {
  return by === entry.name ? "" : phrases.matched.replace("{text}", by);
}

// Pages ask a server for suggestions and for findings; here the index answers.
const asked = globalThis.fetch;
globalThis.fetch = async (target, options) => {
  const [, kind] = /\/(suggest|findings)$/.exec(String(target)) ?? [];
  if (!kind) return asked(target, options);
  const { phrases, found } = await search(options.body.get("q"));
  if (kind === "findings") {
    const results = found.filter(({ entry }) => entry.type === "t").slice(0, MOST_SUGGESTED).map((each) => ({
      name: each.entry.name, term: each.entry.key, note: note(each, phrases) || each.entry.key,
    }));
    return { json: async () => ({ results }) };
  }
  const results = found.slice(0, MOST_SUGGESTED).map((each) => ({
    name: each.entry.name,
    href: address(each.entry),
    type: TYPES[each.entry.type],
    note: note(each, phrases) || (each.entry.type === "d" ? "" : phrases[`type_${TYPES[each.entry.type]}`]),
  }));
  return { json: async () => ({ results }) };
};

// The page of results.
async function results(query) {
  const main = document.getElementById("main");
  const status = main.querySelector("[role=status]");
  const { phrases, found } = await search(query);
  const shown = found.slice(0, MOST_SHOWN);
  document.getElementById("q").value = query;
  main.querySelector("h1").textContent = phrases.search_results.replace("{query}", query);
  document.title = main.querySelector("h1").textContent;
  if (!shown.length) {
    status.textContent = `${phrases.search_none.replace("{query}", query)} ${phrases.search_none_help}`;
    return;
  }
  const form = new Intl.PluralRules(language).select(found.length);
  const count = phrases.search_count[form] ?? phrases.search_count.other;
  status.textContent = count.replace("{count}", found.length.toLocaleString(language))
    + (found.length > shown.length ? `, ${phrases.search_shown.replace("{shown}", shown.length)}` : "");
  const list = document.createElement("ol");
  list.className = "results";
  list.append(...shown.map((each) => line(each, phrases)));
  main.querySelector(".try")?.replaceWith(list);
}

function line(each, phrases) {
  const { entry } = each, item = document.createElement("li");
  const link = document.createElement("a"), facts = document.createElement("p");
  link.className = "name";
  link.href = address(entry);
  link.textContent = entry.name;
  if (language !== "en") link.lang = "en";
  facts.className = "muted";
  facts.textContent = [phrases[`type_${TYPES[entry.type]}`], ...entry.codes.slice(0, 4), note(each, phrases)]
    .filter(Boolean).join(" · ");
  item.append(link);
  if (entry.curated) {
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = phrases.kind_curated;
    item.append(" ", badge);
  }
  item.append(facts);
  return item;
}

globalThis.nosographEdition = { address, loaded, made }; // for the scripts of the tools

const query = new URLSearchParams(location.search).get("q")?.trim();
if (query && /\/search\.html$/.test(location.pathname)) results(query);
document.getElementById("q")?.addEventListener("focus", () => index(), { once: true });
