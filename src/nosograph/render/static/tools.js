// What scripts add to forms that work without them. Nothing that is typed is stored.

// A form that answers as it is filled in: the answer is fetched and put in place of the old one.

for (const form of document.querySelectorAll("form[data-live]")) answerAtOnce(form);

function answerAtOnce(form) {
  const status = document.createElement("p");
  let timer = 0, pending = null;
  status.className = "hidden";
  status.setAttribute("role", "status");
  form.append(status);

  async function ask() {
    pending?.abort();
    pending = new AbortController();
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

const adding = document.getElementById("add");
if (adding) {
  const stated = document.getElementById("stated");
  globalThis.nosograph.suggest(adding, adding.form.dataset.findings, (found) => {
    adding.value = "";
    put(found);
  });
  globalThis.nosograph.put = put; // for editions

  function put({ name, term, value = "present" }) {
    const known = `input[name="f.${CSS.escape(term)}"][value="${value}"]`;
    if (!stated.querySelector(known)) stated.append(row(name, term));
    stated.querySelector(known).checked = true;
    stated.querySelector(":scope > p")?.remove();
    stated.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function row(name, term) {
    const field = document.createElement("fieldset"), legend = document.createElement("legend");
    const link = document.createElement("a"), choices = document.createElement("div");
    field.className = "question";
    choices.className = "choices";
    link.href = `/t/${term}`;
    link.textContent = name;
    legend.append(link);
    for (const [value, words] of [["present", stated.dataset.present], ["absent", stated.dataset.absent], ["", stated.dataset.remove]]) {
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
