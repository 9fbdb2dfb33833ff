// Small helpers over the DOM. Text always goes in as text, never as markup.

export const byId = (id) => document.getElementById(id);

/** A browser's storage, "local" or "session"; where it is full or forbidden nothing is kept, and nothing breaks. */
export function stored(kind, name) {
  try {
    return window[`${kind}Storage`].getItem(name);
  } catch {
    return null;
  }
}

export function store(kind, name, value) {
  try {
    if (value === null) window[`${kind}Storage`].removeItem(name);
    else window[`${kind}Storage`].setItem(name, value);
  } catch {
    /* only the memory is lost */
  }
}

/** Make an element: make("li", { className: "x", onclick: f }, "text", child, …). */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Fill {name} in a word of the page. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

export function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.classList.add("shown");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => box.classList.remove("shown"), 2600);
}

export async function copy(text, words) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { value: text, className: "unseen" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(words.copied);
}

export const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

/** Scroll one box so that an element inside it stands at a fraction of its height. */
export function scrollInside(box, element, fraction = 0.3, behavior = "auto") {
  const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  box.scrollTo({ top: top - box.clientHeight * fraction, behavior });
}

/** A menu of files to take away; *take* fetches one kind of them. */
export function exportMenu(words, take) {
  const entry = (kind) => make("li", {}, make("button", { type: "button", onclick: () => attempt(words, () => take(kind)) }, words[`export_${kind}`]));
  return make("details", { className: "menu" }, make("summary", {}, words.export), make("ul", {}, ...["markdown", "csv", "evidence"].map(entry)));
}

/** Do something on the reader's behalf; what goes wrong is said. */
export async function attempt(words, action) {
  try {
    return await action();
  } catch (error) {
    toast(failure(words, error));
    return undefined;
  }
}

/** Why something failed, in words for the reader: fetch itself fails with a TypeError. */
export const reasonOf = (words, error) => (error instanceof TypeError ? words.network : words[`refused_${error.status}`] || error.message);

export const failure = (words, error) => fill(words.failed, { reason: reasonOf(words, error) });
