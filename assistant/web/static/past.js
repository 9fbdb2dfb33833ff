// The conversations of this browser: only the questions are kept; answers are worked out anew from today's library.

import { store, stored } from "./dom.js";

const KEY = "juesuan.conversations";
const CURRENT = "juesuan.current";
const MOST = 40;

const sound = (one) => typeof one?.id === "string" && Array.isArray(one.turns) && one.turns.length > 0 && one.turns.every((text) => typeof text === "string");

function read() {
  try {
    const kept = JSON.parse(stored("local", KEY) || "[]");
    return Array.isArray(kept) ? kept.filter(sound) : [];
  } catch {
    return [];
  }
}

const write = (conversations) => store("local", KEY, JSON.stringify(conversations.slice(0, MOST)));

export const all = () => read();

export const current = () => read().find((one) => one.id === stored("session", CURRENT)) || null;

/** Keep a conversation's questions and make it the current one. */
export function keep(id, turns) {
  store("session", CURRENT, id);
  write([{ id, turns, at: Date.now() }, ...read().filter((one) => one.id !== id)]);
}

export const leave = () => store("session", CURRENT, null);

export const remove = (id) => write(read().filter((one) => one.id !== id));

export const clear = () => store("local", KEY, null);

export const fresh = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
