"use strict";
// Everything that comes from a document or an answer is written with textContent or value: as text, never as HTML.

const LONGEST = 200000;
let numbered = 0;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  for (const child of children) if (child !== null && child !== "") made.append(child);
  return made;
}

function field(labelled, remark, control) {
  const id = `field-${++numbered}`;
  control.id = id;
  const label = element("label", { for: id }, labelled);
  const box = element("div", { class: "field" }, label);
  if (remark) {
    const about = element("span", { class: "quiet", id: `${id}-about` }, remark);
    control.setAttribute("aria-describedby", about.id);
    box.append(about);
  }
  box.append(control);
  return box;
}

function line(value, required) {
  const control = element("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-required": required ? "true" : null });
  control.value = value || "";
  return control;
}

function area(value, rows) {
  const control = element("textarea", { rows: String(rows), autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  control.value = value;
  return control;
}

function place(said) {
  if (!said.line) return said.evidence ? `not on the page; from ${said.evidence}` : said.page || "";
  const lines = said.end_line > said.line ? `lines ${said.line}-${said.end_line}` : `line ${said.line}`;
  return `${said.page || ""} ${lines}`.trim();
}

function sentences(said) {
  return (Array.isArray(said) ? said : []).map((one) => {
    const quote = element("blockquote", {});
    if (one.quote) quote.append(element("p", {}, `“${one.quote}”`));
    quote.append(element("footer", {}, place(one)));
    return quote;
  });
}

function ruleList(rules) {
  const list = element("ul", { class: "rules" });
  for (const rule of rules) list.append(element("li", {}, rule.text, ...sentences(rule.said)));
  return list;
}

function tryForm(operation) {
  const form = element("form", { class: "try", novalidate: true });
  const controls = [];
  const credentials = operation.credentials.fields;
  for (const one of credentials) {
    if (one.in === "cookie") form.append(element("p", { class: "note" }, `The cookie ${one.name} cannot be sent from a page.`));
    else {
      const control = line(one.value, true);
      controls.push({ in: one.in, name: one.name, control });
      form.append(field(`${one.name} (${one.in}, credentials)`, operation.credentials.text, control));
    }
  }
  for (const one of operation.parameters) {
    if (one.in === "cookie") {
      form.append(element("p", { class: "note" }, `The cookie ${one.name} cannot be sent from a page.`));
      continue;
    }
    const control = line(one.example, one.required);
    controls.push({ in: one.in, name: one.name, spread: one.spread, control });
    const remark = [one.about, one.description].filter(Boolean).join(". ");
    form.append(field(`${one.name} (${one.in}${one.required ? ", required" : ""})`, remark, control));
  }
  const query = line("", false);
  form.append(field("More of the query string", "Sent as it is written, such as limit=10&page=2.", query));
  const headers = area("", 2);
  form.append(field("More headers", "One a line, Name: value.", headers));
  let body = null;
  if (operation.body) {
    const example = operation.body.example;
    const text = example === null ? "" : typeof example === "string" && !operation.body.media_type.includes("json") ? example : JSON.stringify(example, null, 2);
    body = area(text, Math.min(20, Math.max(4, text.split("\n").length)));
    const remark = `${operation.body.media_type}${operation.body.required ? ", required" : ""}. Here at first: ${operation.body.source}.`;
    form.append(field("Body", remark, body));
  }
  const button = element("button", { type: "submit" }, "Send");
  const answer = element("div", { class: "answer", role: "status", "aria-live": "polite" });
  form.append(button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    answer.replaceChildren(element("p", {}, "Waiting for the answer…"));
    try {
      answer.replaceChildren(...(await sent(operation, controls, query.value, headers.value, body)));
    } catch (error) {
      answer.replaceChildren(element("p", { class: "status bad" }, `Not sent, or not answered: ${error.message}`));
    } finally {
      button.disabled = false;
    }
  });
  return [form, answer];
}

function address(operation, controls, more) {
  let path = operation.path;
  const pairs = [];
  for (const { in: where, name, spread, control } of controls) {
    if (where === "path") path = path.replace(`{${name}}`, () => encodeURIComponent(control.value));
    if (where === "query" && control.value !== "") {
      const values = spread ? control.value.split(",") : [control.value];
      for (const value of values) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    }
  }
  if (more) pairs.push(more.replace(/^[?&]+/, ""));
  const url = new URL(location.origin);
  url.pathname = path;
  url.search = pairs.join("&");
  if (url.origin !== location.origin) throw new Error("the address is not on this server");
  return url;
}

async function sent(operation, controls, more, written, body) {
  const headers = new Headers();
  for (const { in: where, name, control } of controls) if (where === "header" && control.value !== "") headers.append(name, control.value);
  for (const row of written.split("\n")) {
    const colon = row.indexOf(":");
    if (colon > 0) headers.append(row.slice(0, colon).trim(), row.slice(colon + 1).trim());
    else if (row.trim()) throw new Error(`“${row.trim().slice(0, 40)}” is no header; write Name: value`);
  }
  const options = { method: operation.method, headers, redirect: "manual", credentials: "omit", cache: "no-store" };
  if (body && body.value !== "" && !["GET", "HEAD"].includes(operation.method)) {
    options.body = body.value;
    if (!headers.has("content-type")) headers.set("content-type", operation.body.media_type);
  }
  const url = address(operation, controls, more);
  const started = performance.now();
  const response = await fetch(url, options);
  const text = await response.text();
  return shown(response, text, Math.round(performance.now() - started));
}

function shown(response, text, spent) {
  if (response.type === "opaqueredirect") return [element("p", { class: "status" }, "A redirection, which is not followed.")];
  const parts = [element("p", { class: `status ${response.ok ? "good" : "bad"}` }, `${response.status} ${response.statusText} in ${spent} ms`)];
  const drift = response.headers.get("swornspec-drift");
  if (drift && drift !== "0") parts.push(element("p", {}, `Departures from the documentation: ${drift}.`));
  let value = null;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const errors = value && !response.ok && Array.isArray(value.errors) ? value.errors : [];
  if (errors.length) parts.push(element("h4", {}, "What it breaks"), brokenList(errors));
  if (text) {
    const pretty = value === null ? text : JSON.stringify(value, null, 2);
    const cut = pretty.length > LONGEST ? `${pretty.slice(0, LONGEST)}… (${pretty.length} characters)` : pretty;
    parts.push(element("h4", {}, "Body"), element("pre", { tabindex: "0", "aria-label": "Body of the answer" }, cut));
  }
  return parts;
}

function brokenList(errors) {
  const list = element("ul", { class: "broken" });
  for (const error of errors) {
    if (!error || typeof error !== "object") continue;
    const item = element("li", {}, String(error.detail ?? error.constraint ?? ""), " ");
    item.append(element("span", { class: "quiet" }, `${error.constraint ?? ""}${error.pointer ? ` at ${error.pointer}` : ""}`));
    const said = sentences(error.said);
    item.append(...(said.length ? said : [element("p", { class: "quiet" }, "The document does not say which sentence states this.")]));
    list.append(item);
  }
  return list;
}

function filled(operation) {
  const box = element("div", {});
  if (operation.description) box.append(element("p", { class: "prose" }, operation.description));
  if (operation.rules.length) {
    const rules = element("details", {}, element("summary", {}, `Rules between fields (${operation.rules.length})`));
    rules.append(ruleList(operation.rules));
    box.append(rules);
  }
  const answers = operation.responses.map((r) => (r.description ? `${r.status}: ${r.description.replace(/\.$/, "")}` : r.status));
  if (answers.length) box.append(element("p", { class: "quiet" }, `Documented answers: ${answers.join("; ")}`));
  box.append(element("h3", {}, "Try it"), ...tryForm(operation));
  return box;
}

function listed(operation) {
  const summary = element("summary", {}, element("span", { class: "method" }, operation.method), " ", element("code", {}, operation.path));
  if (operation.summary) summary.append(" ", element("span", {}, operation.summary));
  const details = element("details", { class: "operation" }, summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(filled(operation));
  });
  const words = `${operation.id} ${operation.method} ${operation.path} ${operation.summary}`.toLowerCase();
  return { details, words };
}

function start() {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const main = document.getElementById("apis");
  const groups = facts.apis.map((api) => {
    const section = element("section", {}, element("h2", {}, `${api.title} ${api.version}`.trim()));
    const entries = api.operations.map(listed);
    section.append(...entries.map((e) => e.details));
    main.append(section);
    return { section, entries };
  });
  const find = document.getElementById("find");
  const none = element("p", { hidden: true, role: "status" }, "No operation has these words.");
  main.append(none);
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let any = false;
    for (const { section, entries } of groups) {
      let some = false;
      for (const entry of entries) {
        const fits = words.every((word) => entry.words.includes(word));
        entry.details.hidden = !fits;
        some = some || fits;
      }
      section.hidden = !some;
      any = any || some;
    }
    none.hidden = any;
  });
  document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
}

start();
