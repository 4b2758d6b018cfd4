// The inbox without a reload: asks its own address again, and puts in what changed.
// Every word here is also on the page without it; nothing needs it.
(function () {
  "use strict";
  const every = 15000;
  const news = document.getElementById("news");
  const parts = () => [...document.querySelectorAll("[data-live]")];
  if (!news || !parts().length) return;
  let timer = 0;
  let isAway = false;

  function say(text) {
    if (news.textContent !== text) news.textContent = text;
  }

  function references(root) {
    return new Set([...root.querySelectorAll("[data-reference]")].map((r) => r.dataset.reference));
  }

  // The first row in sight stays where it is, whatever is put in above it.
  function anchor() {
    const row = [...document.querySelectorAll("[data-reference]")].find(
      (one) => one.getBoundingClientRect().bottom > 0,
    );
    return row && { reference: row.dataset.reference, top: row.getBoundingClientRect().top };
  }

  function hold(place) {
    if (!place || window.scrollY === 0) return;
    const row = document.querySelector(`[data-reference="${place.reference}"]`);
    if (row) window.scrollBy(0, row.getBoundingClientRect().top - place.top);
  }

  // A link is found again by where it leads, anything else by its id or its kind.
  function focused(part) {
    const one = document.activeElement;
    if (!one || !part.contains(one)) return null;
    return one.matches("a") ? { href: one.getAttribute("href") } : { tag: one.tagName };
  }

  function focusAgain(part, was) {
    if (!was) return;
    const all = [...part.querySelectorAll(was.href ? "a" : was.tag)];
    const one = was.href ? all.find((a) => a.getAttribute("href") === was.href) : all[0];
    // What had the focus is gone from the list: go on from the list, not from the top of the page.
    const target = one || part;
    if (target === part) part.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  function putIn(part, fresh) {
    const was = focused(part);
    const open = new Set([...part.querySelectorAll("details[open]")].map((d) => d.id));
    part.replaceChildren(...fresh.childNodes);
    part.querySelectorAll("details").forEach((d) => { d.open = d.open || open.has(d.id); });
    focusAgain(part, was);
  }

  // As the server sent it: what a press opened since is no change.
  const sent = new Map(parts().map((part) => [part.dataset.live, text(part)]));

  function text(part) {
    const copy = part.cloneNode(true);
    copy.querySelectorAll("details").forEach((d) => d.removeAttribute("open"));
    return copy.innerHTML;
  }

  function show(page) {
    const place = anchor();
    const before = references(document);
    let isChanged = false;
    for (const part of parts()) {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (!fresh || text(fresh) === sent.get(part.dataset.live)) continue;
      sent.set(part.dataset.live, text(fresh));
      putIn(part, fresh);
      isChanged = true;
    }
    if (!isChanged) return;
    hold(place);
    const added = [...references(document)].filter((one) => !before.has(one)).length;
    say(added === 1 ? "1 intake came into this list." : added ? `${added} intakes came into this list.` : "This list was brought up to date.");
  }

  // Nobody who is signed out is shown what waits, not even what was there before.
  function stop() {
    for (const part of parts()) part.remove();
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = "Sign in again";
    news.replaceChildren("You are signed out, so this list is no longer shown. ", link, ".");
  }

  async function ask() {
    timer = 0;
    try {
      const answer = await fetch(location.href, {
        headers: { "X-Heard-Again": "1" },
        redirect: "manual",
        cache: "no-store",
      });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        stop();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      if (isAway) say("This list is up to date again.");
      isAway = false;
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch (error) {
      isAway = true;
      say("New intakes cannot be fetched just now. This page tries again by itself.");
    }
    wait();
  }

  function wait() {
    if (!timer && !document.hidden) timer = setTimeout(ask, every);
  }

  // Nobody looks at a page that is hidden; it asks at once when somebody does again.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    timer = 0;
    if (!document.hidden && parts().length) ask();
  });
  wait();
})();
