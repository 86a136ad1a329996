// The form of a criteria set in an edition without a server: read, answered, shown.

const { made } = globalThis.nosographEdition;
const PAUSE = 150; // ms after the last key

const form = document.querySelector("form[data-criteria]");
if (form) open(form, globalThis.nosographCriteria);

// Opens the form to what works without a server, and answers as it is filled in.
function open(form, set) {
  const t = set.words[document.documentElement.lang] ?? set.words.en;
  for (const field of form.querySelectorAll('[name^="d."], [name^="t."], [name^="m."]')) {
    field.closest("label").remove();
  }
  const unasked = ".result:not(:first-of-type), .result > .label, button[type=submit]";
  form.querySelectorAll(unasked).forEach((each) => each.remove());
  form.querySelector(".notice").textContent = t.edition_criteria;
  form.querySelector("fieldset.still").disabled = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => answer(form, set, t), PAUSE);
  });
  // Not before: who comes back to the page finds it filled in as it was.
  addEventListener("pageshow", () => answer(form, set, t));
}

function answer(form, set, t) {
  const { said, concerns } = read(form, set, t), { levels, concerns: found } = globalThis.nosographEvaluate(set, said);
  const place = document.getElementById("answer"), title = (id) => titleOf(id, set, t);
  const sentences = [...concerns, ...found].map(({ kind, items, typed }) => ({
    age: () => t.criteria_age_bad.replace("{age}", typed),
    opposed: () => t.edition_opposed.replace("{items}", items.map(title).join(", ")),
    unit: () => t.edition_unit_bad.replace("{item}", title(items[0])).replace("{unit}", typed),
    impossible: () => t.edition_impossible.replace("{item}", title(items[0])).replace("{value}", typed),
    two: () => t.criteria_value_two.replace("{item}", title(items[0])).replace("{value}", typed),
    value: () => t.criteria_value_bad.replace("{item}", title(items[0])).replace("{value}", typed),
  })[kind]());
  const aged = said.age && !found.some(({ kind }) => kind === "age");
  const stated = said.facts.size + said.choices.size + said.values.size + (aged ? 1 : 0);
  place.querySelector(".concerns")?.remove();
  place.querySelector(":scope > p")?.remove();
  const head = place.querySelector("h2");
  if (!stated) head.after(made("p", t.criteria_nothing));
  if (sentences.length) head.after(block(t.criteria_concerns, sentences));
  const several = new Intl.PluralRules(document.documentElement.lang).select(stated);
  const counted = t.criteria_inputs_count[several] ?? t.criteria_inputs_count.other;
  place.querySelector("dd").textContent = counted.replace("{count}", stated);
  for (const level of levels) show(document.getElementById(`level-${level.id}`).parentElement, level, set, t);
  status(form).textContent = [...place.querySelectorAll(".verdict")].map((p) => p.textContent).join(" ");
}

// What the form states, as the server reads it.
function read(form, set, t) {
  const said = { facts: new Map(), choices: new Map(), values: new Map(), age: "" }, concerns = [];
  for (const [key, typed] of new FormData(form)) {
    const item = key.slice(2).replace(/\.1$/, ""), text = typed.trim();
    if (key === "age") said.age = text;
    else if (!text) continue;
    else if (key.startsWith("s.")) {
      if (text === "present" || text === "absent") said.facts.set(item, text === "present");
      else said.choices.set(item, text);
    } else if (key.startsWith("v.")) {
      const { value, comparator, reason } = globalThis.nosographNumber(text, t.decimal);
      if (reason) concerns.push({ kind: reason === "ambiguous" ? "two" : "value", items: [item], typed: text });
      else said.values.set(item, { value, comparator, unit: form.elements[`u.${item}.1`].value.trim() });
    }
  }
  return { said, concerns };
}

function titleOf(id, set, t) {
  return id === "age" ? t.criteria_age : t.titles[id] ?? id;
}

function show(section, level, set, t) {
  const verdict = { yes: t.verdict_met, no: t.verdict_not_met, unknown: t.verdict_undetermined }[level.holds];
  const told = section.querySelector(".verdict"), why = [...section.querySelectorAll("details")].at(-1);
  const holds = { yes: t.holds_yes, no: t.holds_no, unknown: t.holds_unknown };
  told.firstElementChild.textContent = verdict;
  const unfolded = section.querySelector(".ways")?.open ?? false;
  while (told.nextElementSibling !== why) told.nextElementSibling.remove();
  const lines = level.scores.map((score) => made("p", t.criteria_score.replace(/\{(\w+)\}/g, (_, key) => score[key])));
  if (level.holds === "no" && set.notMetMeans) lines.unshift(made("p", set.notMetMeans, "en"));
  if (level.revocable.length) {
    const line = made("p", `${t.criteria_revocable} `);
    line.append(made("span", level.revocable.map((id) => titleOf(id, set, t)).join(", "), "en"));
    lines.push(line);
  }
  if (level.missing.length) {
    const ways = level.missing.map((names) => names.map((id) => titleOf(id, set, t)).join(" + "));
    lines.push(list(t.edition_missing, ways, unfolded));
  }
  told.after(...lines);
  why.querySelectorAll(".holds").forEach((part, n) => { part.textContent = holds[level.parts[n]]; });
}

function list(title, entries, unfolded) {
  const element = document.createElement("details"), inner = document.createElement("ul");
  element.className = "ways";
  element.open = unfolded;
  inner.append(...entries.map((each) => made("li", each, "en")));
  element.append(made("summary", title), inner);
  return element;
}

function block(title, sentences) {
  const element = document.createElement("div"), inner = document.createElement("ul");
  element.className = "block concerns";
  element.setAttribute("role", "alert");
  const head = made("p", title);
  head.className = "block-title";
  inner.append(...sentences.map((each) => made("li", each)));
  element.append(head, inner);
  return element;
}

function status(form) {
  let element = form.querySelector("[role=status]");
  if (!element) {
    element = document.createElement("p");
    element.className = "hidden";
    element.setAttribute("role", "status");
    form.append(element);
  }
  return element;
}
