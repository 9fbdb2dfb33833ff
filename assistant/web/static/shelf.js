// The reports of the library: table, upload, removal, key figures of one, comparison of several.

import { attempt, byId, failure, fill, make, reasonOf, toast } from "./dom.js";
import { getJson, sendFile } from "./server.js";

const COLUMNS = ["pages", "facts", "tables", "unrecognised", "conflicts"];
const ROWS = 25;
const MOST_COMPARED = 12;
const PATIENCE = 200; // milliseconds after the last key before the filter asks

export class Shelf {
  constructor(page) {
    this.page = page;
    this.words = page.words;
    this.ticked = new Set();
    this.offset = 0;
    this.total = 0;
    this.order = "org";
    this.descending = false;
    this.asked = 0;
    this.filled = false;
    this.shown = 0;
    byId("filter").addEventListener("input", () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.turn(0), PATIENCE); });
    byId("pager-previous").addEventListener("click", () => this.turn(this.offset - ROWS));
    byId("pager-next").addEventListener("click", () => this.turn(this.offset + ROWS));
    byId("compare").addEventListener("click", () => this.compare([...this.ticked]));
    byId("back").addEventListener("click", () => this.list());
    this.headings();
    this.upload();
  }

  /** Turn the head of a column into a button that orders by it. */
  headings() {
    for (const head of byId("reports").tHead.querySelectorAll("th[data-order]")) {
      const button = make("button", { type: "button" }, head.textContent);
      button.addEventListener("click", () => {
        this.descending = this.order === head.dataset.order ? !this.descending : head.classList.contains("number");
        this.order = head.dataset.order;
        this.turn(0);
      });
      head.replaceChildren(button);
    }
  }

  turn(offset) {
    this.offset = Math.max(0, offset);
    return this.fill();
  }

  /** Show one page of the reports that fit the filter; of several requests under way the last one counts. */
  async fill() {
    const number = ++this.asked;
    const query = new URLSearchParams({ find: byId("filter").value.trim(), offset: this.offset, limit: ROWS, order: this.order, descending: this.descending });
    const found = await attempt(this.words, () => getJson(`/page/reports?${query}`));
    if (!found || number !== this.asked) return;
    this.filled = true;
    if (!found.rows.length && found.total) { await this.turn(Math.floor((found.total - 1) / ROWS) * ROWS); return; }
    this.total = found.total;
    byId("reports").tBodies[0].replaceChildren(...found.rows.map((report) => this.row(report)));
    this.around(found.rows.length);
  }

  around(shown) {
    byId("reports-empty").hidden = shown > 0;
    byId("pager-range").textContent = shown ? fill(this.words.page_range, { from: this.offset + 1, to: this.offset + shown, all: this.total }) : "";
    byId("pager-previous").hidden = byId("pager-next").hidden = this.total <= ROWS;
    byId("pager-previous").disabled = this.offset === 0;
    byId("pager-next").disabled = this.offset + shown >= this.total;
    for (const head of byId("reports").tHead.querySelectorAll("th[data-order]")) {
      if (head.dataset.order === this.order) head.setAttribute("aria-sort", this.descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    byId("upload-samples").hidden = !this.page.samples || this.page.uploads === "closed";
    this.chosen();
  }

  chosen() {
    const count = this.ticked.size;
    byId("compare").disabled = count < 2 || count > MOST_COMPARED;
    byId("compare").textContent = count ? `${this.words.compare} (${count})` : this.words.compare;
    byId("compare-hint").textContent = count > MOST_COMPARED ? fill(this.words.compare_most, { n: MOST_COMPARED }) : count ? fill(this.words.selected, { n: count }) : this.words.compare_hint;
    byId("compare-hint").hidden = this.page.reports < 2;
  }

  row(report) {
    const tick = make("input", { type: "checkbox", checked: this.ticked.has(report.id), "aria-label": `${this.words.column_compare}：${report.title}` });
    tick.addEventListener("change", () => {
      this.ticked[tick.checked ? "add" : "delete"](report.id);
      this.chosen();
    });
    const button = (text, action) => make("button", { type: "button", "aria-label": `${text}：${report.title}`, onclick: action }, text);
    const actions = make("td", { className: "row-actions" },
      button(this.words.figures, () => this.figures(report.id)),
      button(this.words.audit_short, () => this.page.check.audit(report.id)),
      button(this.words.open, (event) => this.page.viewer.open([{ report: report.id, start: 0, end: 0 }], 0, event.currentTarget)),
      this.page.uploads === "closed" || this.page.samples ? null : button(this.words.remove, () => this.remove(report)));
    return make("tr", {}, make("td", {}, tick), make("th", { scope: "row" }, report.org), make("td", {}, String(report.year)), make("td", {}, report.kind),
      ...COLUMNS.map((name) => make("td", { className: name === "conflicts" && report[name] ? "number warned" : "number" }, report[name] === null ? "–" : String(report[name]))),
      make("td", { className: "file", title: report.file }, report.file), actions);
  }

  list() {
    this.shown += 1;
    byId("report-page").hidden = true;
    byId("reports-list").hidden = false;
    this.page.address({ figures: null, compare: null });
  }

  /** Put a report's page in place of the list; of several asked for the last one counts. */
  async put(path) {
    const number = ++this.shown;
    const body = byId("report-body");
    body.replaceChildren(make("p", { className: "hint" }, this.words.loading));
    byId("reports-list").hidden = true;
    byId("report-page").hidden = false;
    byId("view-reports").scrollTo({ top: 0 });
    try {
      const { html } = await getJson(path);
      if (number !== this.shown) return;
      body.innerHTML = html; // the server's own markup, every value escaped there
      body.querySelector("h2")?.focus();
    } catch (error) {
      if (number === this.shown) body.replaceChildren(make("p", { className: "failed", role: "alert" }, failure(this.words, error)));
    }
  }

  figures(id) {
    this.page.address({ figures: id, compare: null });
    return this.put(`/page/report/${encodeURIComponent(id)}/figures?language=${this.page.language}`);
  }

  compare(ids) {
    this.page.address({ compare: ids.join(","), figures: null });
    const query = new URLSearchParams([...ids.map((id) => ["report", id]), ["language", this.page.language]]);
    return this.put(`/page/compare?${query}`);
  }

  headers() {
    const key = byId("key").value;
    return key ? { "X-Juesuan-Key": encodeURIComponent(key) } : {};
  }

  remove(report) {
    if (!confirm(fill(this.words.remove_sure, { title: report.title }))) return null;
    return attempt(this.words, async () => {
      await getJson(`/page/report/${encodeURIComponent(report.id)}`, { method: "DELETE", headers: this.headers() });
      this.ticked.delete(report.id);
      this.page.viewer.forget(report.id);
      toast(fill(this.words.removed, { title: report.title }));
      await this.page.refresh();
    });
  }

  upload() {
    const open = this.page.uploads !== "closed";
    byId("upload-open").hidden = !open;
    byId("upload-closed").hidden = open;
    byId("key-field").hidden = this.page.uploads !== "key";
    byId("upload-hint").textContent = fill(this.words.upload_hint, { size: this.page.maxMegabytes });
    const drop = byId("drop");
    for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault()); // beside the box a file would replace the page
    const files = byId("files");
    byId("choose").addEventListener("click", () => files.click());
    files.addEventListener("change", () => { this.send([...files.files]); files.value = ""; });
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); this.send([...event.dataTransfer.files]); });
  }

  async send(files) {
    for (const file of files) await this.sendOne(file);
    await attempt(this.words, () => this.page.refresh());
  }

  async sendOne(file) {
    const state = make("span", { className: "state" });
    const bar = make("progress", { max: 100, value: 0, "aria-label": file.name });
    const entry = make("li", {}, make("b", {}, file.name), bar, state);
    byId("uploads").prepend(entry);
    const done = (status, text) => {
      bar.remove();
      entry.classList.add(status);
      state.textContent = `${this.words[`status_${status}`]}${text ? `：${text}` : ""}`;
    };
    try {
      const answer = await sendFile("/page/upload", file, byId("key").value, (percent) => {
        bar.value = percent;
        state.textContent = percent < 100 ? fill(this.words.upload_sending, { percent }) : this.words.upload_reading;
        if (percent >= 100) bar.removeAttribute("value");
      });
      done(answer.status, answer.reason || answer.title);
      if (answer.report) this.page.viewer.forget(answer.report);
    } catch (error) {
      done("failed", reasonOf(this.words, error));
    }
  }
}
