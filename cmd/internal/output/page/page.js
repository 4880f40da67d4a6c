(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const form = $("filter");
  const findings = [...document.querySelectorAll("article.finding")];

  // A link to a rule, or to a line in a fold, opens what it is in.
  const reveal = () => {
    const target = location.hash && $(decodeURIComponent(location.hash.slice(1)));
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (e) => {
    const link = e.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  });
  if (location.hash) reveal();
  if (!form) return;

  const words = $("words"), rule = $("rule"), shown = $("shown"), nomatch = $("nomatch");
  const toggles = [...form.querySelectorAll(".toggle")];
  const files = [...document.querySelectorAll("section.file")];
  const marks = [...document.querySelectorAll("mark[data-findings]")];
  const texts = new Map(findings.map((f) => [f, (f.textContent + " " + f.closest(".file").querySelector("h2 .path").textContent).toLowerCase()]));

  const apply = () => {
    const want = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set(toggles.filter((t) => t.getAttribute("aria-pressed") === "true").map((t) => t.dataset.severity));
    const hidden = new Set();
    for (const f of findings) {
      f.hidden = !(levels.has(f.dataset.severity) && (!rule.value || f.dataset.rule === rule.value) && want.every((w) => texts.get(f).includes(w)));
      if (f.hidden) hidden.add(f.id);
    }
    for (const m of marks) m.classList.toggle("off", m.dataset.findings.split(" ").every((id) => hidden.has(id)));
    for (const s of files) s.hidden = hidden.size > 0 && !s.querySelector("article.finding:not([hidden])");
    const n = findings.length - hidden.size;
    shown.value = hidden.size ? `${n} of ${findings.length}` : "";
    nomatch.hidden = n > 0;
  };
  const reset = () => {
    words.value = rule.value = "";
    for (const t of toggles) t.setAttribute("aria-pressed", "true");
    apply();
    words.focus();
  };
  const step = (by) => {
    const seen = findings.filter((f) => !f.hidden);
    if (!seen.length) return;
    const at = seen.indexOf(document.activeElement.closest("article.finding"));
    const next = seen[at < 0 ? (by > 0 ? 0 : seen.length - 1) : Math.min(Math.max(at + by, 0), seen.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };

  for (const t of toggles)
    t.addEventListener("click", () => {
      t.setAttribute("aria-pressed", t.getAttribute("aria-pressed") !== "true");
      apply();
    });
  words.addEventListener("input", apply);
  rule.addEventListener("change", apply);
  form.addEventListener("submit", (e) => e.preventDefault());
  $("reset").addEventListener("click", reset);
  document.addEventListener("keydown", (e) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
    if (e.key === "Escape" && e.target === words) reset();
    if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "/") { e.preventDefault(); words.focus(); }
    if (e.key === "j") step(1);
    if (e.key === "k") step(-1);
  });
  form.hidden = false;
  $("keys").hidden = false;
  apply();
})();
