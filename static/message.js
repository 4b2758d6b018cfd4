// While somebody writes to a child, the panel beside it keeps up: it is asked from the server, as the
// button "Check it" asks, so that no rule stands in two places. Without this, the button does it.
(function () {
  "use strict";
  const rest = 700;
  const panel = document.querySelector("[data-check]");
  const form = panel && panel.closest("form");
  if (!form) return;
  let timer = 0;
  let asked = 0;

  async function ask() {
    const mine = (asked += 1);
    const fields = new FormData(form);
    fields.set("go", "check");
    try {
      const answer = await fetch(form.dataset.checkAt, {
        method: "POST",
        body: new URLSearchParams(fields),
        redirect: "error",
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-check]");
      // What was typed since asks again; an answer that comes late says nothing any more.
      if (fresh && mine === asked) panel.replaceChildren(...fresh.childNodes);
    } catch {
      // The button is still there.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, rest);
  });
})();
