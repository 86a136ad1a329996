/* The mock record: sends what a button holds and shows what comes back. */
(() => {
  const shown = document.getElementById("answer");
  for (const button of document.querySelectorAll("button[data-path]")) {
    button.addEventListener("click", async () => {
      const body = button.closest("details").querySelector("textarea").value;
      const began = performance.now();
      const answer = await fetch(button.dataset.path, {
        method: "POST", body, headers: { "content-type": button.dataset.type },
      });
      let text = await answer.text();
      try { text = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it is */ }
      shown.textContent = `${answer.status} · ${Math.round(performance.now() - began)} ms\n\n${text}`;
      shown.focus();
    });
  }
})();
