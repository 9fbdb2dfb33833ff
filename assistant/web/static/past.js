// The conversations of this browser: only the questions are kept; answers are worked out anew from today's library.

const KEY = "juesuan.conversations";
const CURRENT = "juesuan.current";
const MOST = 40;

const sound = (one) => typeof one?.id === "string" && Array.isArray(one.turns) && one.turns.length > 0 && one.turns.every((text) => typeof text === "string");

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept.filter(sound) : [];
  } catch {
    return [];
  }
}

function write(conversations) {
  try {
    localStorage.setItem(KEY, JSON.stringify(conversations.slice(0, MOST)));
  } catch {
    /* a full or forbidden storage only costs the history */
  }
}

export const all = () => read();

export const current = () => read().find((one) => one.id === sessionStorage.getItem(CURRENT)) || null;

/** Keep a conversation's questions and make it the current one. */
export function keep(id, turns) {
  sessionStorage.setItem(CURRENT, id);
  write([{ id, turns, at: Date.now() }, ...read().filter((one) => one.id !== id)]);
}

export const leave = () => sessionStorage.removeItem(CURRENT);

export const remove = (id) => write(read().filter((one) => one.id !== id));

export const clear = () => localStorage.removeItem(KEY);

export const fresh = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
