// Starts the page inside Gradio's HTML component and joins its parts.

import { byId, fill, make, store, stored } from "./dom.js";
import { Check } from "./check.js";
import * as past from "./past.js";
import { getJson } from "./server.js";
import { Shelf } from "./shelf.js";
import { Talk } from "./talk.js";
import { Viewer } from "./viewer.js";

class Page {
  constructor(root) {
    this.root = root;
    this.language = root.dataset.language;
    document.documentElement.lang = this.language === "zh" ? "zh-CN" : "en"; // Gradio sets the browser's own
  }

  async start() {
    await this.load();
    this.viewer = new Viewer(this);
    this.talk = new Talk(this);
    this.shelf = new Shelf(this);
    this.check = new Check(this);
    this.tabs();
    this.theme();
    this.citations();
    this.history();
    this.welcome();
    this.arrive();
    this.root.classList.add("ready");
  }

  async load() {
    const start = await getJson(`/page/start?language=${this.language}`);
    Object.assign(this, {
      words: start.words, reports: start.reports, examples: start.examples, uploads: start.uploads,
      samples: start.samples, maxMegabytes: start.max_megabytes, claim: start.claim,
    });
  }

  async refresh() {
    await this.load();
    this.welcome();
    await this.shelf.fill();
  }

  /** Begin what the address asks for: a passage, questions, or the conversation that was open before a reload. Nothing is waited for. */
  arrive() {
    const query = new URLSearchParams(location.search);
    const asked = query.getAll("q").map((text) => text.trim()).filter(Boolean);
    const report = query.get("report");
    const at = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(query.get("at") || "0");
    const kept = past.current();
    const view = query.get("view");
    if (asked.length) this.talk.restore(kept && kept.turns.join("\n") === asked.join("\n") ? kept.id : past.fresh(), asked);
    else if (kept && !report) this.talk.restore(kept.id, kept.turns);
    if (view === "reports" || view === "check") this.show(view);
    if (query.get("figures")) this.shelf.figures(query.get("figures"));
    else if (query.get("compare")) this.shelf.compare(query.get("compare").split(","));
    else if (query.get("audit")) this.check.audit(query.get("audit"));
    if (report) {
      const start = at ? Number(at[1]) : 0;
      this.viewer.open([{ report, start, end: at?.[2] ? Number(at[2]) : start }], 0);
    }
  }

  /** Keep the address in step, so that it can be copied; a null takes a name out. */
  address(changes) {
    history.replaceState(null, "", this.link(changes, new URLSearchParams(location.search)));
    byId("language").search = location.search;
  }

  link(changes, query = new URLSearchParams()) {
    for (const [name, value] of Object.entries(changes)) {
      query.delete(name);
      for (const one of [value].flat()) if (one !== null && one !== undefined) query.append(name, one);
    }
    const text = query.toString();
    return `${location.origin}/${this.language}/${text ? `?${text}` : ""}`;
  }

  tabs() {
    for (const button of this.root.querySelectorAll("[data-view]")) button.addEventListener("click", () => {
      if (byId(`view-${button.dataset.view}`).hidden && !this.viewer.box.hidden) this.viewer.close();
      if (button.dataset.view === "reports") this.shelf.list();
      this.show(button.dataset.view);
    });
    byId("new").addEventListener("click", () => {
      this.talk.reset();
      past.leave();
      this.address({ q: null, report: null, at: null, figures: null, compare: null, audit: null });
      this.show("ask");
      byId("question").focus();
    });
  }

  show(view) {
    for (const button of this.root.querySelectorAll("[data-view]")) {
      const on = button.dataset.view === view;
      if (on) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
      byId(`view-${button.dataset.view}`).hidden = !on;
    }
    this.address({ view: view === "ask" ? null : view });
    if (view === "reports" && !this.shelf.filled) this.shelf.fill();
    if (view === "check") this.check.arrive();
  }

  theme() {
    const apply = (dark) => {
      document.documentElement.dataset.theme = dark ? "dark" : "light";
      document.body.classList.toggle("dark", dark);
      byId("theme-name").textContent = dark ? this.words.light : this.words.dark;
    };
    const kept = stored("local", "juesuan.theme");
    apply(kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
    byId("theme").addEventListener("click", () => {
      const dark = document.documentElement.dataset.theme !== "dark";
      store("local", "juesuan.theme", dark ? "dark" : "light");
      apply(dark);
    });
  }

  /** One listener for every citation chip and source of the page. */
  citations() {
    this.root.addEventListener("click", (event) => {
      const link = event.target.closest("a.cite, a.source");
      if (!link) return;
      event.preventDefault();
      this.hidePreview();
      const { sources, index } = this.sourcesAround(link);
      if (index >= 0) this.viewer.open(sources, index, link);
    });
    for (const name of ["mouseover", "focusin"]) this.root.addEventListener(name, (event) => {
      const link = event.target.closest("a.cite");
      if (link) this.preview(link);
    });
    for (const name of ["mouseout", "focusout"]) this.root.addEventListener(name, (event) => event.target.closest("a.cite") && this.hidePreview());
  }

  sourcesAround(link) {
    const entries = [...link.closest(".answer, .report-body").querySelectorAll(".sources li[data-report]")];
    const wanted = link.closest("li[data-report]") || this.entryOf(link);
    const sources = entries.map((entry) => ({
      report: entry.dataset.report, start: Number(entry.dataset.start), end: Number(entry.dataset.end), page: Number(entry.dataset.page) || null,
    }));
    return { sources, index: entries.indexOf(wanted) };
  }

  entryOf(link) {
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    return link.closest(".answer, .report-body").querySelector(`#${CSS.escape(id)}`);
  }

  preview(link) {
    const entry = this.entryOf(link);
    if (!entry) return;
    const box = byId("preview");
    box.replaceChildren(make("b", {}, entry.querySelector(".where").textContent), make("q", {}, entry.querySelector("q").textContent));
    box.hidden = false;
    const place = link.getBoundingClientRect();
    const size = box.getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(place.left - 20, innerWidth - size.width - 8))}px`;
    box.style.top = `${place.bottom + size.height + 12 > innerHeight ? place.top - size.height - 6 : place.bottom + 6}px`;
  }

  hidePreview() {
    byId("preview").hidden = true;
  }

  history() {
    const dialog = byId("history");
    byId("history-open").addEventListener("click", () => { this.listHistory(); dialog.showModal(); });
    byId("history-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    byId("history-clear").addEventListener("click", () => { past.clear(); this.listHistory(); });
  }

  listHistory() {
    const kept = past.all();
    byId("history-empty").hidden = kept.length > 0;
    byId("history-clear").hidden = !kept.length;
    byId("conversations").replaceChildren(...kept.map((one) => make("li", {},
      make("button", { type: "button", onclick: () => { byId("history").close(); this.show("ask"); this.talk.restore(one.id, one.turns); } },
        make("b", {}, one.turns[0]), make("small", {}, new Date(one.at).toLocaleString(document.documentElement.lang))),
      make("button", { type: "button", className: "icon", "aria-label": `${this.words.remove}：${one.turns[0]}`, onclick: () => { past.remove(one.id); this.listHistory(); } }, "✕"))));
  }

  welcome() {
    const count = this.reports;
    byId("held").textContent = ` · ${fill(this.words.count_reports, { n: count })}${this.samples ? this.words.samples : ""}`;
    byId("no-reports").hidden = count > 0;
    byId("examples-title").hidden = !this.examples.length;
    byId("examples").replaceChildren(...this.examples.map((text) =>
      make("li", {}, make("button", { type: "button", onclick: () => this.talk.ask(text) }, text))));
  }
}

export function start(element) {
  const root = element.querySelector(".juesuan");
  if (!root || root.dataset.started) return;
  root.dataset.started = "yes";
  new Page(root).start().catch((error) => {
    root.classList.add("ready");
    byId("turns").replaceChildren(make("p", { className: "failed", role: "alert" }, fill(root.dataset.failed, { reason: error.message })));
  });
}
