// The form of the differential diagnosis in an edition without a server: read, ranked, shown.

const { address, labels, loaded, made } = globalThis.nosographEdition;
const form = document.querySelector("form.differential");
const language = document.documentElement.lang;
let reading = null, turn = 0;

if (form) open();

// The arrays are large, so they are loaded when the first finding is stated.
function load() {
  reading ??= loaded("data/differential.js")
    .then(() => globalThis.nosographRank.prepared(globalThis.nosographDifferential));
  return reading.catch(() => { still(true); return null; }); // It says again that it does nothing.
}

function still(isStill) {
  form.querySelector("fieldset.still").disabled = isStill;
  form.querySelector(".notice").hidden = !isStill;
}

// Opens the form to what works without a server, and answers as it is filled in.
function open() {
  const unasked = [form.elements.genes, form.elements.sort].map((field) => field.closest(".question"));
  for (const each of [...unasked, ...form.querySelectorAll("button[type=submit]")]) each.remove();
  still(false);
  document.querySelector("#answer .verdict").setAttribute("role", "status");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => { if (event.target.name !== "add") answer(); });
  document.getElementById("add").addEventListener("focus", () => load(), { once: true });
  if (location.hash.startsWith("#case&")) take(new URLSearchParams(location.hash.slice("#case&".length)));
}

// A case that another page hands over in the fragment of the address.
async function take(carried) {
  const label = await labels();
  for (const [name, value] of carried) {
    if (name.startsWith("f.HP:")) globalThis.nosograph.put({ name: label(name.slice(2)), term: name.slice(2), value });
    else if (["age", "onset", "sex"].includes(name)) form.elements[name].value = value;
  }
}

const finding = (term) => address({ type: "t", key: term });

// What the form states; what was typed and is no age is said, and counts as not known.
function read(data, t) {
  const said = { stated: [], sex: form.elements.sex.value }, labels = new Map(), concerns = [];
  for (const field of document.querySelectorAll("#stated fieldset")) {
    const chosen = field.querySelector("input:checked"), link = field.querySelector("legend a");
    const term = chosen.name.slice(2);
    link.href = finding(term);
    labels.set(term, link.textContent);
    if (chosen.value) said.stated.push({ term, present: chosen.value === "present" });
  }
  for (const name of ["onset", "age"]) {
    const typed = form.elements[name].value.trim();
    said[name] = typed ? globalThis.nosographAge(typed, data.age) : null;
    if (typed && said[name] === null) concerns.push(t.criteria_age_bad.replace("{age}", typed));
  }
  return { said, labels, concerns };
}

async function answer() {
  const own = ++turn, data = await load();
  if (own !== turn || !data) return;
  const t = data.words[language] ?? data.words.en;
  const { said, labels, concerns } = read(data, t);
  const place = document.getElementById("answer"), verdict = place.querySelector(".verdict");
  place.replaceChildren(place.querySelector("h2"), verdict);
  const { listed, level, unexplained, notes } = globalThis.nosographRank.rank(data, said);
  verdict.firstElementChild.textContent = t[`dx_level_${level}`];
  for (const each of concerns) {
    const line = made("p", each);
    line.setAttribute("role", "alert");
    verdict.before(line);
  }
  place.append(muted(t.edition_differential));
  if (!said.stated.length) return;
  place.append(muted(t.considered));
  const named = (term) => labels.get(term) ?? term;
  if (unexplained.length) place.append(told(`${t.dx_unexplained} `, unexplained.map(named)));
  if (notes.length) {
    const unused = notes.map(({ term, why }) => `${named(term)}: ${t[`dx_unused_${why}`]}`);
    place.append(told(`${t.dx_unused}: `, unused));
  }
  const shown = listed.filter(({ disease }) => data.diseases[disease]);
  if (!shown.length) return place.append(made("p", t.dx_no_list));
  const list = document.createElement("ol");
  list.className = "candidates";
  list.append(...shown.map((each) => candidate(each, data, t, named)));
  place.append(list);
}

function candidate({ disease, rank, score, reasons }, data, t, named) {
  const [slug, name, curated] = data.diseases[disease];
  const item = document.createElement("li"), line = document.createElement("p");
  const link = made("a", name, "en"), why = document.createElement("details"), hidden = made("span", ` ${name}`);
  item.value = rank;
  link.className = "name";
  link.href = address({ type: "d", key: slug });
  line.append(link, " ");
  if (curated) line.append(Object.assign(made("span", t.kind_curated), { className: "badge" }), " ");
  line.append(Object.assign(made("span", t.dx_score.replace("{score}", score.toFixed(2))), { className: "muted" }));
  hidden.className = "hidden";
  const summary = made("summary", t.dx_why);
  summary.append(hidden);
  why.append(summary, table(reasons, score, t, named));
  item.append(line, why);
  return item;
}

function table(reasons, score, t, named) {
  const element = document.createElement("table");
  const head = element.createTHead().insertRow(), sum = element.createTFoot().insertRow(), rows = element.createTBody();
  for (const text of [t.dx_finding, t.dx_how, t.dx_adds]) head.append(cell("th", "col", text));
  for (const { term, how, share, adds, patients, via } of reasons) {
    const isFinding = term.startsWith("HP:"), label = cell("th", "row", isFinding ? "" : t[`dx_${term}`]);
    if (isFinding) label.append(Object.assign(made("a", named(term), "en"), { href: finding(term) }));
    const fits = (t[`edition_${how}`] ?? t[`dx_match_${how}`]).replace("{patients}", patients).replace("{via}", via);
    const often = share ? `, ${t.dx_in_share.replace("{share}", `${Math.round(share * 100)}%`)}` : "";
    rows.insertRow().append(label, cell("td", "", fits + often), cell("td", "", signed(adds)));
  }
  const total = cell("th", "row", t.dx_sum);
  total.colSpan = 2;
  sum.append(total, cell("td", "", score.toFixed(2)));
  for (const row of element.rows) row.lastElementChild.className = "right";
  return element;
}

const signed = (value) => (Math.abs(value) < 0.005 ? "0" : `${value > 0 ? "+" : "−"}${Math.abs(value).toFixed(2)}`);

function cell(tag, scope, text) {
  const element = made(tag, text);
  if (scope) element.scope = scope;
  return element;
}

// A line in the page's language, of things that are named in English.
function told(words, named) {
  const line = made("p", words);
  line.append(made("span", named.join(" · "), "en"));
  return line;
}

const muted = (text) => Object.assign(made("p", text), { className: "muted" });
