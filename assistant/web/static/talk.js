// The conversation: questions in, answers as the server rendered them, and what can be done with each.

import { byId, calm, copy, fill, make, scrollInside, toast } from "./dom.js";
import * as past from "./past.js";
import { postJson, stream } from "./server.js";

const EXPORTS = ["markdown", "csv", "evidence"];
const REASONS = ["good", "wrong_figure", "wrong_citation", "misunderstood", "other"];
const MOST_TURNS = 20;

export class Talk {
  constructor(page) {
    this.page = page;
    this.words = page.words;
    this.turns = [];
    this.id = past.fresh();
    this.next = null;
    this.box = byId("turns");
    this.input = byId("question");
    byId("ask-form").addEventListener("submit", (event) => this.submit(event));
    byId("stop").addEventListener("click", () => this.aborter?.abort());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.input.addEventListener("input", () => this.fit());
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    if (this.aborter) return this.later(() => this.submit(event));
    this.input.value = "";
    this.fit();
    this.ask(text);
  }

  /** Ask one question in this conversation. */
  ask(text) {
    if (this.aborter) return this.later(() => this.ask(text));
    this.page.show("ask");
    if (this.turns.length >= MOST_TURNS) this.reset();
    this.turns.push(text);
    const holders = [this.addTurn(text, this.turns.length)];
    return this.answer(this.turns.length - 1, holders);
  }

  /** Do this as soon as the answer under way has ended: what a reader asks meanwhile must not be lost. */
  later(action) {
    this.next = action;
    toast(this.words.asked_next);
  }

  /** Ask a whole conversation again: from the history, a link, or after a reload. */
  restore(id, turns) {
    this.reset();
    this.id = id;
    this.turns = turns.slice(0, MOST_TURNS);
    const holders = this.turns.map((text, index) => this.addTurn(text, index + 1));
    return this.answer(0, holders);
  }

  reset() {
    this.next = null;
    this.aborter?.abort();
    this.turns = [];
    this.id = past.fresh();
    for (const turn of this.box.querySelectorAll(".turn")) turn.remove();
    byId("welcome").hidden = false;
  }

  addTurn(text, number) {
    byId("welcome").hidden = true;
    const holder = make("div", { className: "holder" });
    const turn = make("section", { className: "turn", "aria-label": `${this.words.you}：${text}` },
      make("p", { className: "question" }, text), holder);
    turn.dataset.number = number;
    this.box.append(turn);
    this.lookAt(turn);
    return holder;
  }

  lookAt(turn) {
    scrollInside(this.box, turn, 0, calm());
  }

  async answer(from, holders) {
    const aborter = new AbortController();
    this.working(aborter);
    for (const holder of holders) holder.replaceChildren(make("ul", { className: "steps" }));
    try {
      await stream("/page/ask", { turns: this.turns, first: from, language: this.page.language }, {
        signal: aborter.signal,
        onBusy: () => this.step(holders[0], this.words.busy),
        onLine: (line) => this.line(line, from, holders),
      });
      past.keep(this.id, this.turns);
      this.page.address({ q: this.turns });
    } catch (error) {
      for (const holder of holders) if (!holder.querySelector(".answer")) this.fail(holder, error, from);
    } finally {
      for (const holder of holders) holder.querySelector(".helping")?.remove();
      if (this.aborter === aborter) this.rest();
    }
  }

  rest() {
    const next = this.next;
    this.next = null;
    this.working(null);
    if (next) setTimeout(next); // after whoever awaits this answer has put the conversation in order
  }

  working(aborter) {
    this.aborter = aborter;
    byId("send").hidden = Boolean(aborter);
    byId("stop").hidden = !aborter;
    this.box.setAttribute("aria-busy", String(Boolean(aborter)));
  }

  line(line, from, holders) {
    if (line.turn === undefined) throw new Error(line.error);
    const holder = holders[line.turn - from];
    if (line.step === "sentence") this.sentence(holder, line.text);
    else if (line.step) this.step(holder, this.words[`step_${line.step}`], line.text);
    else if (line.error) this.fail(holder, new Error(line.error), line.turn);
    else this.show(holder, line);
  }

  step(holder, title, text = "") {
    holder.querySelector(".steps")?.append(make("li", {}, make("b", {}, title), text ? `　${text}` : ""));
  }

  /** A checked sentence of a language model, shown until the whole reply replaces it. */
  sentence(holder, text) {
    const helping = holder.querySelector(".helping");
    if (!helping) return;
    if (!helping.querySelector("span")) helping.append(make("span"));
    helping.querySelector("span").append(text);
  }

  fail(holder, error, turn) {
    const stopped = error.name === "AbortError";
    const reason = error instanceof TypeError ? this.words.network : error.message;
    const text = stopped ? this.words.stopped : fill(this.words.failed, { reason });
    holder.replaceChildren(make("p", { className: "failed", role: "alert" }, text, " ",
      make("button", { type: "button", onclick: () => this.retry(turn) }, this.words.retry)));
  }

  retry(turn) {
    if (this.aborter) return this.later(() => this.retry(turn));
    const holder = this.box.querySelectorAll(".turn .holder")[turn];
    const kept = this.turns;
    this.turns = kept.slice(0, turn + 1);
    this.answer(turn, [holder]).finally(() => {
      this.turns = kept;
      past.keep(this.id, kept);
    });
  }

  /** Put an answer in place. The markup is the server's own, every value in it escaped there. */
  show(holder, line) {
    holder.innerHTML = line.html;
    const answer = holder.querySelector(".answer");
    if (line.more) answer.querySelector(".text").after(make("p", { className: "helping", role: "status" }, make("b", {}, this.words.model_helping)));
    answer.append(this.actions(line), ...this.followups(line.reply.followups));
    for (const select of answer.querySelectorAll("select[data-slot]")) {
      select.addEventListener("change", () => this.change(select, line.reply));
    }
    if (line.turn === this.turns.length - 1) this.lookAt(holder.parentElement);
  }

  /** A changed slot is asked as a follow-up, in the words that a person would use. */
  change(select, reply) {
    const value = select.selectedOptions[0].value;
    if (!value) return;
    const said = { org: `${value}呢？`, year: `${value}年呢？`, scope: `按${value}口径呢？` };
    this.ask(said[select.dataset.slot]);
  }

  followups(texts) {
    if (!texts.length) return [];
    const buttons = texts.map((text) => make("li", {}, make("button", { type: "button", onclick: () => this.ask(text) }, text)));
    return [make("div", { className: "followups" }, make("h3", {}, this.words.followups), make("ul", {}, ...buttons))];
  }

  actions(line) {
    const upTo = this.turns.slice(0, line.turn + 1);
    const button = (text, label, action) => make("button", { type: "button", "aria-label": label, onclick: action }, text);
    return make("div", { className: "actions" },
      button(this.words.copy_text, this.words.copy_answer, () => copy(asText(line.reply), this.words)),
      button(this.words.retry, this.words.retry, () => this.retry(line.turn)),
      button(this.words.share, this.words.share_label, () => copy(this.page.link({ q: upTo }), this.words)),
      this.exports(upTo), this.feedback(upTo));
  }

  exports(turns) {
    const query = new URLSearchParams([...turns.map((text) => ["turn", text]), ["language", this.page.language]]);
    return make("details", { className: "menu" }, make("summary", {}, this.words.export), make("ul", {},
      ...EXPORTS.map((kind) => make("li", {},
        make("a", { href: `/page/export/${kind}?${query}`, download: "" }, this.words[`export_${kind}`])))));
  }

  feedback(turns) {
    const note = make("textarea", { rows: 2, maxLength: 1000, placeholder: this.words.feedback_note, "aria-label": this.words.feedback_note });
    const name = `reason-${Math.random().toString(36).slice(2)}`;
    const choices = REASONS.map((reason) => make("label", {},
      make("input", { type: "radio", name, value: reason }), this.words[`feedback_${reason}`]));
    const menu = make("details", { className: "menu feedback" }, make("summary", {}, this.words.feedback));
    const form = make("form", {}, ...choices, note, make("button", { type: "submit", className: "primary" }, this.words.feedback_send));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const reason = form.querySelector("input:checked")?.value;
      if (!reason) return;
      try {
        await postJson("/page/feedback", { turns, reason, note: note.value });
        menu.replaceChildren(make("summary", {}, `✓ ${this.words.feedback_thanks}`));
        menu.open = false;
        toast(this.words.feedback_thanks);
      } catch (error) {
        toast(fill(this.words.failed, { reason: error.message }));
      }
    });
    menu.append(form);
    return menu;
  }
}

/** An answer for the clipboard: its text and every source with its quote. */
function asText(reply) {
  const sources = reply.citations.map((one) =>
    `[${one.n}] ${one.org} ${one.year} ${one.section.join(" › ")}${one.page ? ` p.${one.page}` : ""}：“${one.quote}”`);
  return [reply.question, reply.text, ...sources].join("\n");
}
