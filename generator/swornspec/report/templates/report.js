"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const cases = JSON.parse(document.getElementById("cases").textContent);
  const form = document.getElementById("filters"), shown = document.getElementById("shown"), nothing = document.getElementById("nothing");
  const statements = all("details.statement"), sentences = all("a.s"), marks = all("#pages .text .s");
  const family = { default: "keyword", waived: "rule" };
  let chosen = null;

  const element = (name, text) => { const made = document.createElement(name); made.textContent = text; return made; };

  function listCases(statement) {
    const place = statement.querySelector(".cases"), listed = cases[statement.id.slice(1)];
    if (!place || !listed || place.querySelector("table")) return;
    const table = document.createElement("table"), head = document.createElement("thead"), body = document.createElement("tbody"), row = document.createElement("tr");
    for (const title of ["kind", "request", "result"]) { const cell = element("th", title); cell.scope = "col"; row.append(cell); }
    head.append(row);
    for (const [kind, request, result] of listed) {
      const line = document.createElement("tr"), code = document.createElement("td");
      code.append(element("code", request));
      line.append(element("td", kind), code, element("td", result));
      body.append(line);
    }
    table.append(head, body);
    place.append(table);
  }

  function passes(statement) {
    if (chosen && !chosen.dataset.n.split(" ").includes(statement.id.slice(1))) return false;
    const data = statement.dataset, wanted = new FormData(form), became = family[data.kind] || data.kind;
    if (chosen) return true;
    if (!wanted.getAll("became").includes(became)) return false;
    for (const name of ["operation", "effect", "status"]) if (wanted.get(name) && wanted.get(name) !== data[name]) return false;
    if (wanted.get("field") && !data.fields.split(" ").includes(wanted.get("field"))) return false;
    const words = (wanted.get("words") || "").trim().toLowerCase();
    return !words || statement.textContent.toLowerCase().includes(words);
  }

  function show() {
    const wanted = new FormData(form).getAll("became");
    for (const mark of marks) mark.classList.toggle("off", !wanted.some((name) => mark.classList.contains(name)));
    let count = 0;
    for (const statement of statements) { statement.hidden = !passes(statement); count += !statement.hidden; }
    for (const group of all(".operation")) group.hidden = !group.querySelector("details.statement:not([hidden])");
    for (const sentence of sentences) {
      const one = chosen !== null && sentence.dataset.n === chosen.dataset.n;
      sentence.classList.toggle("chosen", one);
      if (one) sentence.setAttribute("aria-current", "true"); else sentence.removeAttribute("aria-current");
    }
    nothing.hidden = count > 0;
    shown.textContent = chosen ? `${count} of ${statements.length} statements: what this sentence states. ` : `${count} of ${statements.length} statements`;
    if (chosen) {
      const back = element("button", "Show all");
      back.type = "button";
      back.addEventListener("click", release);
      shown.append(back);
    }
  }

  function choose(sentence) {
    chosen = sentence;
    show();
    const visible = statements.filter((s) => !s.hidden);
    for (const statement of visible) statement.open = true;
    if (visible.length) history.replaceState(null, "", `#${visible[0].id}`);
    const panel = document.getElementById("statements");
    if (getComputedStyle(panel).position === "sticky") panel.scrollTop = 0;
    else if (visible.length) { visible[0].scrollIntoView(); visible[0].querySelector("summary").focus({ preventScroll: true }); }
  }

  function release() {
    const before = chosen;
    chosen = null;
    show();
    if (before) before.focus();
  }

  function openTarget() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches("details.statement")) {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView({ block: "nearest" });
    }
  }

  document.addEventListener("click", (event) => {
    const sentence = event.target.closest("a.s");
    if (sentence && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); choose(sentence); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) { release(); return; }
    const at = sentences.indexOf(document.activeElement);
    if (at < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const next = sentences[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  });
  document.addEventListener("toggle", (event) => { if (event.target.matches("details.statement") && event.target.open) listCases(event.target); }, true);
  form.addEventListener("input", () => { chosen = null; show(); });
  form.addEventListener("reset", () => { chosen = null; setTimeout(show); });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", () => { for (const s of statements) { s.dataset.open = s.open; s.open = true; } });
  window.addEventListener("afterprint", () => { for (const s of statements) s.open = s.dataset.open === "true"; });

  for (const statement of statements) statement.open = false;
  form.hidden = false;
  show();
  openTarget();
})();
