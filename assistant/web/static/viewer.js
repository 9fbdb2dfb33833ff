// The report beside the answer: the stored text with the cited characters marked, its outline, search, page pictures.
// Offsets count Unicode characters as the server does; places() turns them into positions of JavaScript strings.

import { byId, copy, fill, make, reasonOf, scrollInside } from "./dom.js";
import { getJson } from "./server.js";

/** Map character offsets to string positions; a text without surrogate pairs needs no map. */
function places(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const positions = [];
  for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) positions.push(at);
  positions.push(text.length);
  return (offset) => positions[Math.min(offset, positions.length - 1)];
}

export class Viewer {
  constructor(page) {
    this.page = page;
    this.words = page.words;
    this.box = byId("viewer");
    this.text = byId("report-text");
    this.reports = new Map();
    this.sources = [];
    this.index = 0;
    this.opened = 0;
    this.matches = [];
    byId("viewer-close").addEventListener("click", () => this.close());
    byId("viewer-previous").addEventListener("click", () => this.walk(-1));
    byId("viewer-next").addEventListener("click", () => this.walk(1));
    byId("viewer-copy").addEventListener("click", () => this.copyQuote());
    byId("viewer-link").addEventListener("click", () => copy(this.link(), this.words));
    byId("viewer-contents").addEventListener("click", () => this.toggleContents());
    byId("mode-text").addEventListener("click", () => this.mode("text"));
    byId("mode-picture").addEventListener("click", () => this.mode("picture"));
    byId("find").addEventListener("input", () => this.find());
    byId("find-form").addEventListener("submit", (event) => { event.preventDefault(); this.step(1); });
    byId("find-next").addEventListener("click", () => this.step(1));
    byId("find-previous").addEventListener("click", () => this.step(-1));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.box.hidden && !document.querySelector("dialog[open]")) this.close();
    });
  }

  /** Open one source of a list; *opener* gets the focus back when the viewer closes. Of several clicks the last one counts. */
  async open(sources, index, opener = null) {
    const number = ++this.opened;
    this.sources = sources;
    this.index = index;
    if (opener) this.opener = opener;
    const source = sources[index];
    this.box.hidden = false;
    document.querySelector(".juesuan").classList.add("reading");
    try {
      const report = await this.fetched(source.report);
      if (report.pictures === "printed" && !source.page) source.page = await this.findPage(source);
      if (number !== this.opened) return;
      this.display(report);
    } catch (error) {
      if (number === this.opened) this.missing(error);
      return;
    }
    this.mark(source);
    this.head(source);
    this.mode(this.shownMode === "picture" && this.hasPicture(source) ? "picture" : "text");
    this.box.focus({ preventScroll: true });
    this.page.address({ report: source.report, at: `${source.start}-${source.end}` });
  }

  close() {
    this.opened += 1;
    this.box.hidden = true;
    document.querySelector(".juesuan").classList.remove("reading");
    this.page.address({ report: null, at: null });
    if (this.opener?.isConnected) this.opener.focus();
  }

  /** A report's text and outline, fetched once. */
  async fetched(id) {
    if (!this.reports.has(id)) {
      this.message(make("p", { className: "hint" }, this.words.loading));
      this.reports.set(id, await getJson(`/page/report/${encodeURIComponent(id)}`));
    }
    return this.reports.get(id);
  }

  missing(error) {
    this.message(make("p", { className: "failed", role: "alert" }, fill(this.words.viewer_missing, { reason: reasonOf(this.words, error) })));
  }

  /** Say something in place of a report. */
  message(line) {
    this.report = null;
    this.matches = [];
    byId("viewer-title").textContent = this.words.viewer;
    byId("viewer-path").textContent = "";
    byId("viewer-walk").hidden = byId("viewer-modes").hidden = byId("viewer-contents").hidden = true;
    this.text.hidden = false;
    byId("report-picture").hidden = true;
    this.text.replaceChildren(line);
  }

  display(report) {
    if (this.report === report) return;
    this.report = report;
    this.place = places(this.report.text);
    this.matches = [];
    this.build();
    this.buildContents();
    byId("find").value = "";
    byId("find-count").textContent = "";
    byId("find-next").hidden = byId("find-previous").hidden = true;
  }

  forget(id) {
    this.reports.delete(id);
    if (this.report?.id === id) { this.report = null; if (!this.box.hidden) this.close(); }
  }

  build() {
    const headings = new Map(this.report.sections.map((one) => [this.place(one.start), one]));
    this.blocks = [];
    let at = 0;
    for (const line of this.report.text.split("\n")) {
      const found = [...headings.keys()].find((start) => start >= at && start < at + line.length + 1);
      if (line.trim() || found !== undefined) {
        const level = found === undefined ? 0 : Math.min(headings.get(found).level, 4);
        if (found !== undefined) headings.delete(found);
        const node = make("p", { className: level ? `heading level-${level}` : "" });
        const block = { start: at, end: at + line.length, line, node, hashes: level ? /^#*\s*/.exec(line)[0].length : 0 };
        this.draw(block, []);
        this.blocks.push(block);
      }
      at += line.length + 1;
    }
    this.text.replaceChildren(...this.blocks.map((block) => block.node));
  }

  buildContents() {
    const entries = this.report.sections.map((one) => {
      const button = make("button", { type: "button", className: `level-${Math.min(one.level, 4)}` }, one.title);
      button.addEventListener("click", () => { this.mode("text"); this.goTo(this.place(one.start)); this.toggleContents(false); });
      return make("li", {}, button);
    });
    byId("contents").replaceChildren(make("ul", {}, ...entries));
    byId("viewer-contents").hidden = !entries.length;
  }

  toggleContents(open = byId("contents").hidden) {
    byId("contents").hidden = !open;
    byId("viewer-contents").setAttribute("aria-expanded", String(open));
  }

  goTo(position) {
    const block = this.blocks.find((one) => one.end >= position);
    if (block) scrollInside(this.text, block.node, 0.1);
  }

  /** Mark the active source and, paler, the answer's other sources in this report. */
  mark(source) {
    const spans = this.sources.filter((one) => one.report === source.report)
      .map((one) => ({ from: this.place(one.start), to: this.place(one.end), active: one === source }));
    for (const block of this.blocks) this.draw(block, spans.filter((span) => span.from < block.end && span.to > block.start));
    const active = this.text.querySelector("mark.active");
    if (active) {
      active.closest("p").classList.add("current");
      scrollInside(this.text, active, 0.3);
    }
  }

  /** Cut a line at every edge of its spans; the active span wins where two overlap. */
  draw(block, spans) {
    if (!spans.length && block.marked === false) return;
    block.marked = spans.length > 0;
    block.node.classList.remove("current");
    const edges = new Set([block.start, block.start + block.hashes, block.end]);
    for (const span of spans) edges.add(Math.max(span.from, block.start)).add(Math.min(span.to, block.end));
    const cuts = [...edges].sort((one, other) => one - other);
    const pieces = cuts.slice(1).map((end, index) => {
      const piece = block.line.slice(cuts[index] - block.start, end - block.start);
      const over = spans.filter((span) => span.from < end && span.to > cuts[index]);
      if (!over.length) return end <= block.start + block.hashes ? make("span", { className: "hashes" }, piece) : document.createTextNode(piece);
      return make("mark", { className: over.some((span) => span.active) ? "active" : "other" }, piece);
    });
    block.node.replaceChildren(...pieces);
  }

  head(source) {
    const report = this.report;
    byId("viewer-title").textContent = report.title;
    const path = source.section?.length ? source.section : this.sectionAt(source.start);
    const page = this.pageOf(source);
    byId("viewer-path").textContent = [path.join(" › "), page ? fill(this.words.page_n, { n: page }) : ""].filter(Boolean).join("　");
    byId("viewer-walk").hidden = this.sources.length < 2;
    byId("viewer-count").textContent = `${this.index + 1} / ${this.sources.length}`;
    byId("viewer-modes").hidden = !this.hasPicture(source);
  }

  sectionAt(start) {
    let path = [];
    for (const one of this.report.sections) if (one.start <= start && start < one.end) path = one.path;
    return path;
  }

  async findPage(source) {
    const query = new URLSearchParams({ start: source.start, end: source.end });
    return (await getJson(`/page/report/${encodeURIComponent(source.report)}/place?${query}`)).page;
  }

  hasPicture(source) {
    return source.end > source.start && (this.report.pictures === "converted" || (this.report.pictures === "printed" && Boolean(this.pageOf(source))));
  }

  pageOf(source) {
    return Number(source.page) || null;
  }

  walk(step) {
    const count = this.sources.length;
    this.open(this.sources, (this.index + step + count) % count);
  }

  copyQuote() {
    if (!this.report) return;
    const source = this.sources[this.index];
    const quote = this.report.text.slice(this.place(source.start), this.place(source.end));
    copy(`“${quote}”——${this.report.title}${this.sectionAt(source.start).map((part) => ` › ${part}`).join("")}\n${this.link()}`, this.words);
  }

  link() {
    const source = this.sources[this.index];
    return this.page.link({ report: source.report, at: `${source.start}-${source.end}` });
  }

  mode(name) {
    this.shownMode = name;
    const picture = name === "picture";
    this.text.hidden = picture;
    byId("report-picture").hidden = !picture;
    byId("mode-text").setAttribute("aria-pressed", String(!picture));
    byId("mode-picture").setAttribute("aria-pressed", String(picture));
    if (picture) this.picture(this.sources[this.index]);
  }

  picture(source) {
    const query = new URLSearchParams({ start: source.start, end: source.end });
    if (this.pageOf(source)) query.set("page", this.pageOf(source));
    const box = byId("report-picture");
    const image = make("img", {
      src: `/page/report/${encodeURIComponent(source.report)}/picture?${query}`, alt: this.words.viewer_picture_of,
      onerror: () => box.replaceChildren(make("p", { className: "hint" }, this.words.viewer_picture_none)),
    });
    box.replaceChildren(...(this.report.pictures === "converted" ? [make("p", { className: "hint" }, this.words.viewer_picture_converted)] : []), image);
  }

  find() {
    const wanted = byId("find").value.trim();
    this.matches = [];
    if (!this.report) return;
    if (wanted.length) {
      for (let at = this.report.text.indexOf(wanted); at >= 0 && this.matches.length < 2000; at = this.report.text.indexOf(wanted, at + 1)) {
        this.matches.push({ from: at, to: at + wanted.length });
      }
    }
    this.found = -1;
    const several = this.matches.length > 0;
    byId("find-next").hidden = byId("find-previous").hidden = !several;
    byId("find-count").textContent = wanted && !several ? this.words.viewer_not_found : "";
    if (several) this.step(1);
    else if (!wanted && this.sources.length) this.mark(this.sources[this.index]);
  }

  step(direction) {
    if (!this.matches.length) return;
    this.mode("text");
    this.found = (this.found + direction + this.matches.length) % this.matches.length;
    byId("find-count").textContent = fill(this.words.viewer_found, { n: this.found + 1, all: this.matches.length });
    const match = this.matches[this.found];
    for (const block of this.blocks) {
      this.draw(block, match.from < block.end && match.to > block.start ? [{ ...match, active: true }] : []);
    }
    const active = this.text.querySelector("mark.active");
    if (active) scrollInside(this.text, active, 0.4);
  }
}
