// What scripts add to forms that work without them. Nothing that is typed is stored.

// A form that answers as it is filled in: the answer is fetched and put in place of the old one.

const MARK = "#case=";

for (const form of document.querySelectorAll("form[data-live]")) begin(form);
// An edition has no server to answer, but findings are added there, too.
for (const form of document.querySelectorAll("form[data-findings]:not([data-live])")) addFindings(form);

function begin(form, fresh = false) {
  answerAtOnce(form);
  addFindings(form);
  if (location.hash.startsWith(MARK) && !fresh) again(form, location.hash.slice(MARK.length));
  else remember(form);
}

/* The case as an address's fragment, which no server sees: the page can be left, come back to and
loaded again, as the answer to a form that was sent could not be. Empty where nothing is stated. */
function said(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => value && name !== "add" && typeof value === "string");
  // These have a value in an empty form, too.
  const states = fields.some(([name]) => !["sort", "calendar"].includes(name) && !name.startsWith("u."));
  return states ? `${MARK}${new URLSearchParams(fields)}` : "";
}

function remember(form) {
  const fragment = said(form);
  if (fragment || location.hash.startsWith(MARK)) {
    history.replaceState(history.state, "", new URL(form.action).pathname + fragment);
  }
}

async function again(form, fields) {
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("form[data-live]"), told = page.getElementById("answer");
  if (!answer.ok || !fresh) return;
  form.replaceWith(fresh);
  if (told && !fresh.contains(told)) document.getElementById("answer")?.replaceWith(told);
  begin(fresh, true);
}

function answerAtOnce(form) {
  const status = document.createElement("p");
  let timer = 0, pending = null;
  status.className = "hidden";
  status.setAttribute("role", "status");
  form.append(status);

  async function ask() {
    pending?.abort();
    pending = new AbortController();
    remember(form);
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("add");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: fields, signal: pending.signal,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("answer"), old = document.getElementById("answer");
      if (!answer.ok || !fresh) return;
      const open = [...old.querySelectorAll("details")].map((each) => each.open);
      [...fresh.querySelectorAll("details")].forEach((each, n) => { each.open = open[n] ?? false; });
      old.replaceWith(fresh);
      status.textContent = [...fresh.querySelectorAll(".verdict")].map((p) => p.textContent).join(" ");
    } catch { /* The button still works. */ }
  }

  form.addEventListener("input", (event) => {
    if (event.target.name === "add") return;
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
}

// Findings by type-ahead: what is chosen becomes a row of the form.

function addFindings(form) {
  const adding = form.querySelector("#add"), rows = form.querySelector("#stated");
  if (!adding) return;
  globalThis.nosograph.suggest(adding, form.dataset.findings, (found) => {
    adding.value = "";
    put(found);
  });
  globalThis.nosograph.put = put; // for editions

  function put({ name, term, value = "present" }) {
    const known = `input[name="f.${CSS.escape(term)}"][value="${value}"]`;
    if (!rows.querySelector(known)) rows.append(row(name, term));
    rows.querySelector(known).checked = true;
    rows.querySelector(":scope > p")?.remove();
    rows.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function row(name, term) {
    const field = document.createElement("fieldset"), legend = document.createElement("legend");
    const link = document.createElement("a"), choices = document.createElement("div");
    field.className = "question";
    choices.className = "choices";
    link.href = `/t/${term}`;
    link.textContent = name;
    legend.append(link);
    for (const [value, words] of [["present", rows.dataset.present], ["absent", rows.dataset.absent], ["", rows.dataset.remove]]) {
      const label = document.createElement("label"), radio = document.createElement("input");
      Object.assign(radio, { type: "radio", name: `f.${term}`, value, checked: value === "present" });
      label.append(radio, ` ${words}`);
      choices.append(label);
    }
    field.append(legend, choices);
    return field;
  }
}

// Stepping through a pathway: where one stands is the address's fragment, so that it can be sent.

const stepper = document.getElementById("stepper");
if (stepper) {
  const place = document.getElementById("stepper-body");

  function stand() {
    const id = location.hash.slice(1);
    const known = id.startsWith("step-") && document.getElementById(id);
    const step = known || document.getElementById(stepper.dataset.first);
    const copy = step.cloneNode(true), ways = document.createElement("ul");
    copy.removeAttribute("id");
    for (const link of document.querySelectorAll(`a.next[data-from="${CSS.escape(step.id.slice(5))}"]`)) {
      const way = document.createElement("li"), next = link.cloneNode(true);
      const when = link.parentElement.querySelector(":scope > .when");
      next.classList.remove("hidden");
      way.append(when ? `${when.textContent} ` : "", next);
      ways.append(way);
    }
    place.replaceChildren(copy, ways);
  }

  // The panel moves on; the page stays where it is.
  stepper.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#step-"]');
    if (!link) return;
    event.preventDefault();
    history.pushState(null, "", link.hash);
    stand();
    place.querySelector("a.next")?.focus();
  });
  addEventListener("hashchange", stand);
  addEventListener("popstate", stand);
  stepper.hidden = false;
  stand();
}
