// While a text is written on a simulated phone: in which alphabet the network sends it, how long it is
// and in how many parts. The alphabets and what fits into a part come with the form, from
// portal/domain/segments.py. Without this the same is counted once the text is sent.
(function () {
  "use strict";

  function measured(text, form) {
    const basic = new Set(form.dataset.basic);
    const pairs = new Set(form.dataset.pairs);
    const signs = Array.from(text);
    const isPlain = signs.every((sign) => basic.has(sign) || pairs.has(sign));
    const [whole, part] = (isPlain ? form.dataset.gsm7 : form.dataset.ucs2).split(" ").map(Number);
    const costs = signs.map((sign) => ((isPlain ? pairs.has(sign) : sign.length > 1) ? 2 : 1));
    const units = costs.reduce((sum, cost) => sum + cost, 0);
    let segments = Math.min(signs.length, 1);
    if (units > whole) {
      // What takes two is never split between two parts.
      let used = 0;
      for (const cost of costs) {
        if (used + cost > part) {
          segments += 1;
          used = 0;
        }
        used += cost;
      }
    }
    const room = segments < 2 ? whole : part * segments;
    const texts = segments === 1 ? "1 text" : `${segments} texts`;
    return `${texts}, ${isPlain ? "GSM-7" : "UCS-2"}, ${units} of ${room}`;
  }

  for (const form of document.querySelectorAll("form[data-counts]")) {
    const box = form.querySelector("textarea");
    const takes = form.querySelector("[data-takes]");
    const show = () => (takes.textContent = measured(box.value, form));
    box.addEventListener("input", show);
    show();
  }
})();
