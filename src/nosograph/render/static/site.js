// What scripts add to pages that work without them: suggestions, shortcuts, copied links, and
// the audience switch that stays at the same place. Two switches are stored, in the browser alone:
// that shortcuts are off, and that pages for families are wanted.

const body = document.body;
const input = document.getElementById("q");

function stored(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function keep(key, wanted) {
  try {
    if (wanted) localStorage.setItem(key, "1");
    else localStorage.removeItem(key);
  } catch { /* Without storage a switch holds for its page alone. */ }
}

const FOR_FAMILIES = "nosograph-for-families";

function wanted(href) {
  const professional = /^(\/\w\w)?\/d\/[^/]+\/$/.test(href) && href !== body.dataset.switch;
  return professional && stored(FOR_FAMILIES) ? `${href}patient/` : href;
}

// Suggestions: the ARIA combobox pattern with a list box.

if (input) suggest(input, input.dataset.suggest, (result) => { location.href = wanted(result.href); });

globalThis.nosograph = { suggest }; // for tools.js

function suggest(box, address, choose) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [], active = -1, asked = 0, timer = 0, pending = null;

  list.id = `suggestions-${box.id}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", body.dataset.suggestions);
  status.className = "hidden";
  status.setAttribute("role", "status");
  (box.closest(".adding") ?? box.form).append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id, "aria-haspopup": "listbox",
  })) box.setAttribute(name, value);

  function close() {
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[active];
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function show(results) {
    options = results.map((each, index) => {
      const option = document.createElement("li");
      option.id = `suggestion-${box.id}-${index}`;
      option.result = each;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(each.name);
      if (each.note) {
        const note = document.createElement("span");
        note.className = "muted";
        note.textContent = each.note;
        option.append(note);
      }
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    active = -1;
    box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = body.dataset.suggestionsCount.replace("{count}", options.length);
  }

  function chosen(option) {
    asked++;
    close();
    choose(option.result);
  }

  async function ask() {
    const query = box.value.trim();
    const turn = ++asked;
    pending?.abort();
    if (query.length < 2) return close();
    pending = new AbortController();
    try {
      // In the body, so that what is typed stands in no address and no log on the way.
      const answer = await fetch(address, {
        method: "POST", body: new URLSearchParams({ q: query }), signal: pending.signal,
      });
      const { results } = await answer.json();
      if (turn === asked && document.activeElement === box) show(results);
    } catch { /* Suggestions are an extra: the form works without them. */ }
  }

  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  box.addEventListener("blur", () => { asked++; close(); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); return close(); }
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const count = options.length + 1;
      mark((active + 1 + step + count) % count - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      chosen(options[active]);
    }
  });
  // Before blur closes the list.
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && event.button === 0) { event.preventDefault(); chosen(option); }
  });
}

// Where the reader is: marks the contents list, and lets the switch keep the place.

const headings = [...document.querySelectorAll(".text :is(h2, h3)[id]")];

function current() {
  let found = null;
  for (const heading of headings) {
    if (heading.checkVisibility?.() === false) continue;
    if (heading.getBoundingClientRect().top <= innerHeight / 4) found = heading;
  }
  return found;
}

const links = new Map(
  [...document.querySelectorAll("#toc a")].map((link) => [link.hash.slice(1), link]),
);
let marked = null, drawing = false;

function follow() {
  drawing = false;
  const link = links.get(current()?.id);
  if (link === marked) return;
  marked?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "location");
  marked = link;
}

if (links.size) {
  follow();
  addEventListener("scroll", () => {
    if (!drawing) { drawing = true; requestAnimationFrame(follow); }
  }, { passive: true });
}

function twin() {
  const id = current()?.closest("[data-twin]")?.dataset.twin;
  return id ? `#${id}` : "";
}

// Whoever has chosen the page for families is led to it from lists too, until choosing again.

for (const link of document.querySelectorAll(".audience a:not([aria-current])")) {
  link.addEventListener("click", () => {
    link.hash = twin();
    keep(FOR_FAMILIES, link.pathname.endsWith("/patient/"));
  });
}

for (const link of document.querySelectorAll('a[href$="/"]:not(.audience a)')) {
  link.setAttribute("href", wanted(link.getAttribute("href")));
}

// Shortcuts: single keys, so they can be turned off (WCAG 2.1.4).

const KEYS_OFF = "nosograph-keys-off";

function goTo(element) {
  if (!element) return;
  if (!element.matches("a, input")) element.tabIndex = -1;
  element.focus();
}

const shortcuts = {
  "/": () => { input?.focus(); input?.select(); },
  t: () => {
    const contents = document.getElementById("toc");
    if (contents) contents.open = true;
    goTo(contents?.querySelector("a") ?? document.getElementById("main"));
  },
  p: () => { if (body.dataset.switch) location.href = body.dataset.switch + twin(); },
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const act = shortcuts[event.key];
  if (!act || stored(KEYS_OFF)) return;
  event.preventDefault();
  act();
});

const keys = document.getElementById("keys-on");
if (keys) {
  keys.disabled = false;
  keys.checked = !stored(KEYS_OFF);
  keys.addEventListener("change", () => {
    keep(KEYS_OFF, !keys.checked);
  });
}

// Copying the link to a chapter.

if (navigator.clipboard) {
  for (const heading of document.querySelectorAll(".text h2[id]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = body.dataset.copy;
    button.setAttribute("aria-describedby", heading.id);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(new URL(`#${heading.id}`, location.href).href);
      button.textContent = body.dataset.copied;
      setTimeout(() => { button.textContent = body.dataset.copy; }, 2000);
    });
    (heading.closest("summary") ?? heading).after(button);
  }
}

// Everything folded away is printed, and the chapters unfold at once where that is asked for.

function unfold(which) {
  for (const each of document.querySelectorAll(which)) each.open = true;
}

addEventListener("beforeprint", () => unfold("main details"));
document.querySelector(".unfold")?.addEventListener("click", () => unfold("details.chapter"));

// A position is asked for only on a click, and rounded before it leaves the browser.
for (const form of document.querySelectorAll("form[data-rounded-position]")) {
  const postal = form.elements.namedItem("postal");
  if (!postal || !navigator.geolocation) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = form.dataset.roundedPosition;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const position = document.createElement("input");
      position.type = "hidden";
      position.name = "position";
      position.value = [coords.latitude, coords.longitude].map((n) => n.toFixed(1)).join(",");
      postal.value = "";
      form.append(position);
      form.requestSubmit();
    });
  });
  postal.closest("p").append(" ", button);
}

// A case goes along from page to page in the fragment of the address, which no server is told.

const CASE = "#case&";
const carried = new URLSearchParams(location.hash.startsWith(CASE) ? location.hash.slice(CASE.length) : "");

for (const form of document.querySelectorAll("form[data-case]")) take(form);

function take(form) {
  const count = [...carried].filter(([name]) => name.startsWith("f.HP:")).length;
  for (const [name, value] of carried) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList || field?.type === "text") field.value = value;
    else if (!field) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  const note = form.querySelector("[data-carried]");
  if (note && count) note.textContent = note.dataset.carried.replace("{count}", count);
}

// What the differential's form and a presentation's state; a finding's page hands on what came.
function onward() {
  const form = document.querySelector("form#case, .presentation form[data-case]");
  const told = form ? [...new FormData(form)] : [...carried];
  return new URLSearchParams(told.filter(([name, value]) => value && /^(f\.HP:|age$|onset$|sex$)/.test(name)));
}

addEventListener("click", ({ target }) => {
  const link = target.closest?.('a[href*="/t/HP"], a[href*="/p/"]');
  if (!link || link.origin !== location.origin || (link.hash && !link.hash.startsWith(CASE))) return;
  const told = onward().toString();
  if (told) link.hash = CASE.slice(1) + told;
}, true);
