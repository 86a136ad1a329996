/* An entry of the dictionary on somebody else's page: <nosograph-entry code="ORPHA:1183">.
   It asks the host that this script comes from, and nobody else; it keeps nothing. */
(() => {
  const base = new URL(document.currentScript.src).origin;
  const style = `:host{display:block;font:inherit;border:1px solid #8888;border-radius:.4em;padding:.8em 1em;max-width:42em}
h2{font-size:1.15em;margin:0 0 .4em}p{margin:.4em 0}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em;margin:.6em 0}
dt{font-weight:600}dd{margin:0}small{opacity:.8}`;

  const made = (name, text, lang) => {
    const node = document.createElement(name);
    node.textContent = text;
    if (lang) node.lang = lang;
    return node;
  };

  const shown = (told) => {
    const link = made("a", told.link);
    link.href = told.href;
    const facts = document.createElement("dl");
    for (const [title, text] of told.facts) facts.append(made("dt", title), made("dd", text, "en"));
    const parts = [made("h2", told.name, "en"), made("p", told.lead, told.language)];
    if (told.relation) parts.splice(1, 0, made("p", told.relation));
    if (told.facts.length) parts.push(facts);
    const last = document.createElement("p");
    last.append(link);
    const small = document.createElement("p");
    small.append(made("small", told.notice));
    return [...parts, last, small];
  };

  class Entry extends HTMLElement {
    static observedAttributes = ["code", "lang", "audience"];

    connectedCallback() {
      if (!this.shadowRoot) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(style);
        this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      }
      this.ask();
    }

    attributeChangedCallback() {
      if (this.shadowRoot) this.ask();
    }

    async ask() {
      const lang = this.lang || document.documentElement.lang || "en";
      const fields = { code: this.getAttribute("code") || "", lang, audience: this.getAttribute("audience") || "" };
      let parts = [document.createElement("slot")]; // what the page itself says, until there is an answer
      try {
        const answer = await fetch(`${base}/widget/entry?${new URLSearchParams(fields)}`, {
          credentials: "omit", referrerPolicy: "no-referrer",
        });
        if (answer.ok) parts = shown(await answer.json());
      } catch { /* the page's own words stay */ }
      this.shadowRoot.replaceChildren(...parts);
    }
  }

  customElements.define("nosograph-entry", Entry);
})();
