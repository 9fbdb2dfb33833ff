// The conversation: questions in, answers as the server rendered them, and what can be done with each.

import { attempt, byId, calm, copy, exportMenu, failure, make, scrollInside, toast } from "./dom.js";
import * as past from "./past.js";
import { postFile, postJson, stream } from "./server.js";

const REASONS = ["good", "wrong_figure", "wrong_citation", "misunderstood", "other"];
const MOST_TURNS = 20;
const LONGEST_ADDRESS = 6000; // a server takes 16 kB of request line and headers

export class Talk {
  constructor(page) {
    this.page = page;
    this.words = page.words;
    this.turns = [];
    this.id = past.fresh();
    this.waiting = [];
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
    this.input.value = "";
    this.fit();
    this.ask(text);
  }

  /** Ask one question in this conversation; a full conversation makes way for a new one. */
  ask(text) {
    this.page.show("ask");
    if (this.turns.length >= MOST_TURNS) { this.reset(); toast(this.words.full); }
    this.turns.push(text);
    this.keep();
    const turn = this.turns.length - 1;
    return this.soon([this.addTurn(text, turn + 1)], turn);
  }

  /** Answer at once, or as soon as what is under way has ended: what a reader asks meanwhile is shown and never lost. */
  soon(holders, from) {
    if (!this.aborter) return this.answer(holders, from);
    for (const holder of holders) holder.replaceChildren(make("ul", { className: "steps" }, make("li", {}, this.words.asked_next)));
    this.waiting.push(() => this.answer(holders, from));
    return null;
  }

  /** Ask a whole conversation again: from the history, a link, or after a reload. */
  restore(id, turns) {
    this.reset();
    this.id = id;
    this.turns = turns.slice(0, MOST_TURNS);
    this.keep();
    return this.answer(this.turns.map((text, index) => this.addTurn(text, index + 1)), 0);
  }

  reset() {
    this.waiting = [];
    this.aborter?.abort();
    this.working(null);
    this.turns = [];
    this.id = past.fresh();
    for (const turn of this.box.querySelectorAll(".turn")) turn.remove();
    byId("welcome").hidden = false;
  }

  /** Remember the questions in this browser and in the address; a server takes only so long an address. */
  keep() {
    past.keep(this.id, this.turns);
    const long = encodeURIComponent(this.turns.join()).length > LONGEST_ADDRESS;
    this.page.address({ q: long ? null : this.turns });
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

  async answer(holders, from) {
    const aborter = new AbortController();
    this.working(aborter);
    for (const holder of holders) holder.replaceChildren(make("ul", { className: "steps" }, make("li", {}, this.words.asking)));
    try {
      await stream("/page/ask", { turns: this.turns.slice(0, from + holders.length), first: from, language: this.page.language }, {
        signal: aborter.signal,
        onBusy: () => this.busy(holders[0]),
        onLine: (line) => this.line(line, from, holders),
      });
      this.unanswered(holders, from, new Error(this.words.cut));
    } catch (error) {
      this.unanswered(holders, from, error);
    } finally {
      for (const holder of holders) holder.querySelector(".helping")?.remove();
      if (this.aborter === aborter) this.rest();
    }
  }

  /** Whatever ended it: a turn without an answer says so. */
  unanswered(holders, from, error) {
    holders.forEach((holder, index) => { if (!holder.querySelector(".answer, .failed")) this.fail(holder, error, from + index); });
  }

  rest() {
    this.working(null);
    this.waiting.shift()?.();
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

  busy(holder) {
    if (!holder.querySelector(".busy")) holder.querySelector(".steps")?.append(make("li", { className: "busy" }, this.words.busy));
  }

  /** A checked sentence of a language model, shown until the whole reply replaces it. */
  sentence(holder, text) {
    const helping = holder.querySelector(".helping");
    if (!helping) return;
    if (!helping.querySelector("span")) helping.append(make("span"));
    helping.querySelector("span").append(text);
  }

  fail(holder, error, turn) {
    const text = error.name === "AbortError" ? this.words.stopped : failure(this.words, error);
    holder.replaceChildren(make("p", { className: "failed", role: "alert" }, text, " ",
      make("button", { type: "button", onclick: () => this.retry(turn) }, this.words.retry)));
  }

  retry(turn) {
    this.soon([this.box.querySelectorAll(".turn .holder")[turn]], turn);
  }

  /** Put an answer in place. The markup is the server's own, every value in it escaped there. */
  show(holder, line) {
    holder.innerHTML = line.html;
    const answer = holder.querySelector(".answer");
    if (line.more) answer.querySelector(".text").after(make("p", { className: "helping", role: "status" }, make("b", {}, this.words.model_helping)));
    answer.append(this.actions(line), ...this.followups(line.reply.followups));
    for (const select of answer.querySelectorAll("select[data-slot]")) {
      select.addEventListener("change", () => this.change(select, line.turn));
    }
    for (const button of answer.querySelectorAll(".available button")) {
      button.addEventListener("click", () => this.follow(button.textContent, line.turn));
    }
    if (line.turn === this.turns.length - 1) this.lookAt(holder.parentElement);
  }

  /** A changed slot is asked as a follow-up, in words that a person would use. */
  change(select, turn) {
    const value = select.value;
    const said = { org: `${value}呢？`, year: `${value}年呢？`, scope: `按${value}口径呢？`, basis: `${value}呢？` }[select.dataset.slot];
    this.follow(said, turn);
  }

  /** Ask what leans on one answer; below an earlier one it starts a branch of its own. */
  follow(text, turn) {
    if (turn === this.turns.length - 1) this.ask(text);
    else this.restore(past.fresh(), [...this.turns.slice(0, turn + 1), text]);
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
    return exportMenu(this.words, (kind) => postFile("/page/export", { turns, kind, language: this.page.language }));
  }

  feedback(turns) {
    const note = make("textarea", { rows: 2, maxLength: 1000, placeholder: this.words.feedback_note, "aria-label": this.words.feedback_note });
    const name = `reason-${Math.random().toString(36).slice(2)}`;
    const choices = REASONS.map((reason) => make("label", {},
      make("input", { type: "radio", name, value: reason, required: true }), this.words[`feedback_${reason}`]));
    const menu = make("details", { className: "menu feedback" }, make("summary", {}, this.words.feedback));
    const form = make("form", {}, ...choices, note, make("button", { type: "submit", className: "primary" }, this.words.feedback_send));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const reason = form.querySelector("input:checked").value; // the browser asks for one
      const stored = await attempt(this.words, () => postJson("/page/feedback", { turns, reason, note: note.value }));
      if (!stored) return;
      menu.replaceChildren(make("summary", {}, `✓ ${this.words.feedback_thanks}`));
      menu.open = false;
      toast(this.words.feedback_thanks);
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
