// Checking: a pasted text against the reports, and one report against itself.

import { byId, calm, fill, make, scrollInside, toast } from "./dom.js";
import { getJson, postFile, postJson } from "./server.js";

const KINDS = ["markdown", "csv", "evidence"];
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
    this.asked = 0;
    this.text.value = sessionStorage.getItem(KEPT) || "";
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
    sessionStorage.setItem(KEPT, this.text.value);
  }

  async offer() {
    const number = ++this.asked;
    const query = new URLSearchParams({ find: byId("audit-find").value.trim(), limit: OFFERED, order: "year", descending: true });
    let found = { rows: [] };
    try {
      found = await getJson(`/page/reports?${query}`);
    } catch (error) {
      toast(fill(this.words.failed, { reason: error.message }));
    }
    if (number !== this.asked) return;
    byId("audit-reports").replaceChildren(...found.rows.map((report) =>
      make("li", {}, make("button", { type: "button", onclick: () => this.audit(report.id) }, report.title))),
    ...(found.rows.length ? [] : [make("li", { className: "hint" }, this.words.reports_none)]));
  }

  check(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text || this.busy) return;
    this.page.address({ audit: null });
    return this.show(this.words.check_working, () => postJson("/page/check", { text, language: this.page.language }),
      (kind) => make("button", { type: "button", onclick: () => this.file(text, kind) }, this.words[`export_${kind}`]));
  }

  audit(id) {
    this.page.show("check");
    this.page.address({ audit: id });
    const path = `/page/audit/${encodeURIComponent(id)}`;
    return this.show(this.words.audit_working, () => getJson(`${path}?language=${this.page.language}`),
      (kind) => make("a", { href: `${path}/${kind}?language=${this.page.language}`, download: "" }, this.words[`export_${kind}`]));
  }

  /** Put a result in place. The markup is the server's own, every value in it escaped there. */
  async show(working, find, exported) {
    if (this.busy) return;
    this.busy = true;
    this.result.replaceChildren(make("p", { className: "hint working" }, working));
    this.result.setAttribute("aria-busy", "true");
    try {
      this.result.innerHTML = (await find()).html;
      const answer = this.result.querySelector(".answer");
      answer.append(make("div", { className: "actions" },
        make("details", { className: "menu" }, make("summary", {}, this.words.export), make("ul", {}, ...KINDS.map((kind) => make("li", {}, exported(kind)))))));
      scrollInside(byId("view-check"), answer, 0, calm());
      answer.focus({ preventScroll: true });
    } catch (error) {
      const reason = error instanceof TypeError ? this.words.network : error.message;
      this.result.replaceChildren(make("p", { className: "failed", role: "alert" }, fill(this.words.failed, { reason })));
    } finally {
      this.busy = false;
      this.result.removeAttribute("aria-busy");
    }
  }

  async file(text, kind) {
    try {
      await postFile("/page/check/file", { text, kind, language: this.page.language });
    } catch (error) {
      toast(fill(this.words.failed, { reason: error.message }));
    }
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
