// Checking: a pasted text against the reports, and one report against itself.

import { attempt, byId, calm, exportMenu, failure, fill, make, scrollInside, store, stored } from "./dom.js";
import { getFile, getJson, postFile, postJson } from "./server.js";

const KEPT = "juesuan.claimed";
const MOST = 20000;
const OFFERED = 6;
const PATIENCE = 200;

export class Check {
  constructor(page) {
    this.page = page;
    this.words = page.words;
    this.text = byId("claimed");
    this.result = byId("check-result");
    this.offered = 0;
    this.shown = 0;
    this.text.value = stored("session", KEPT) || "";
    this.text.addEventListener("input", () => this.count());
    this.text.addEventListener("keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.check(event));
    byId("check-form").addEventListener("submit", (event) => this.check(event));
    byId("check-try").addEventListener("click", () => { this.text.value = this.page.claim; this.count(); this.text.focus(); });
    byId("audit-find").addEventListener("input", () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.offer(), PATIENCE); });
    this.result.addEventListener("click", (event) => this.jump(event));
    this.count();
  }

  /** Whenever the view is shown. */
  arrive() {
    byId("check-try").hidden = !this.page.claim;
    this.text.placeholder = this.page.claim ? fill(this.words.check_placeholder, { example: this.page.claim }) : this.words.check_label;
    return this.offer();
  }

  count() {
    const length = [...this.text.value].length;
    byId("check-length").textContent = length ? fill(this.words.check_length, { n: length, all: MOST }) : "";
    byId("check-send").disabled = !this.text.value.trim();
    store("session", KEPT, this.text.value);
  }

  async offer() {
    const number = ++this.offered;
    const query = new URLSearchParams({ find: byId("audit-find").value.trim(), limit: OFFERED, order: "year", descending: true });
    const found = await attempt(this.words, () => getJson(`/page/reports?${query}`));
    if (!found || number !== this.offered) return;
    byId("audit-reports").replaceChildren(...found.rows.map((report) =>
      make("li", {}, make("button", { type: "button", onclick: () => this.audit(report.id) }, report.title))),
    ...(found.rows.length ? [] : [make("li", { className: "hint" }, this.words.reports_none)]));
  }

  check(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text) return null;
    const asked = { text, language: this.page.language };
    this.page.address({ audit: null });
    return this.show(this.words.check_working, () => postJson("/page/check", asked), (kind) => postFile("/page/check/file", { ...asked, kind }));
  }

  audit(id) {
    this.page.show("check");
    this.page.address({ audit: id });
    const path = (kind) => `/page/audit/${encodeURIComponent(id)}${kind}?language=${this.page.language}`;
    return this.show(this.words.audit_working, () => getJson(path("")), (kind) => getFile(path(`/${kind}`)));
  }

  /** Put a result in place, of several asked for the last. The markup is the server's own, every value in it escaped there. */
  async show(working, find, take) {
    const number = ++this.shown;
    this.result.replaceChildren(make("p", { className: "hint working" }, working));
    this.result.setAttribute("aria-busy", "true");
    try {
      const { html } = await find();
      if (number !== this.shown) return;
      this.result.innerHTML = html;
      const answer = this.result.querySelector(".answer");
      answer.append(make("div", { className: "actions" }, exportMenu(this.words, take)));
      scrollInside(byId("view-check"), answer, 0.02, calm());
      answer.focus({ preventScroll: true });
    } catch (error) {
      if (number !== this.shown) return;
      this.result.replaceChildren(make("p", { className: "failed", role: "alert" }, failure(this.words, error), " ",
        make("button", { type: "button", onclick: () => this.show(working, find, take) }, this.words.retry)));
    }
    this.result.removeAttribute("aria-busy");
  }

  /** From a number in the text to its claim. */
  jump(event) {
    const link = event.target.closest("a.claim-n");
    if (!link) return;
    event.preventDefault();
    const claim = byId(link.getAttribute("href").slice(1));
    scrollInside(byId("view-check"), claim, 0.3, calm());
    claim.focus({ preventScroll: true });
  }
}
