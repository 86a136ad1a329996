// What stands in for the server in an edition that has none: suggestions, findings as they are
// typed, and the page of results.

const root = new URL(".", document.currentScript.src).href;
const language = document.documentElement.lang;
const MOST_TYPED = 600, MOST_SHOWN = 50, MOST_SUGGESTED = 8;
const TYPES = { d: "disease", t: "finding", g: "gene", p: "presentation" };
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

function prepared({ words: phrases, ...index }) {
  return { phrases: phrases[language] ?? phrases.en, ask: searcher(index) };
}

async function search(query) {
  const { phrases, ask } = await index();
  return { phrases, found: ask(query.slice(0, MOST_TYPED)) };
}

function address({ type, key }) {
  const prefix = language === "en" ? "" : `${language}/`;
  const name = encodeURIComponent(key.replaceAll(":", "_"));
  return `${root}${prefix}${type}/${name}${type === "d" || type === "p" ? "/index" : ""}.html`;
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
  if (entry.kind === "curated") {
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = phrases.kind_curated;
    item.append(" ", badge);
  }
  item.append(facts);
  return item;
}

// What findings are called, by their ids.
async function labels() {
  await index();
  const names = new Map(globalThis.nosographIndex.rows.filter(([type]) => type === "t").map(([, key, name]) => [key, name]));
  return (term) => names.get(term) ?? term;
}

// Answers go to the differential's page in the fragment of its address.
for (const form of document.querySelectorAll("form[data-differential]")) {
  for (const button of form.querySelectorAll("[formaction]")) button.remove();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const told = [...new FormData(form)].filter(([, value]) => value);
    location.href = `${form.dataset.differential}#case&${new URLSearchParams(told)}`;
  });
}

globalThis.nosographEdition = { address, labels, loaded, made }; // for the scripts of the tools

const query = new URLSearchParams(location.search).get("q")?.trim();
if (query && /\/search\.html$/.test(location.pathname)) results(query);
document.getElementById("q")?.addEventListener("focus", () => index(), { once: true });
