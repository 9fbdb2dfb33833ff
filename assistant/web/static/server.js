// Talks to the page's own routes. Every failure becomes an Error whose message the reader can be shown.

const ATTEMPTS = 12;

export class Refused extends Error {
  constructor(status, message, wait = 0) {
    super(message);
    this.status = status;
    this.wait = wait;
  }
}

async function answerOf(response) {
  if (response.ok) return response;
  let message = `${response.status}`;
  try {
    message = (await response.json()).error || message;
  } catch {
    /* not ours: the status must do */
  }
  throw new Refused(response.status, message, Number(response.headers.get("Retry-After")));
}

/** Ask a server that is busy, and says when to come again, a few times, later each time. */
async function patiently(request, { onBusy = () => {}, signal } = {}) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await answerOf(await request());
    } catch (error) {
      if (error.status !== 503 || !error.wait || attempt >= ATTEMPTS) throw error;
      onBusy();
      await new Promise((resolve) => setTimeout(resolve, Math.min(150 * 2 ** attempt, error.wait * 2000) * (0.5 + Math.random())));
      signal?.throwIfAborted();
    }
  }
}

const posted = (body) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const getJson = async (path, options = {}) => (await patiently(() => fetch(path, options))).json();

export const postJson = (path, body) => getJson(path, posted(body));

export const postFile = (path, body) => getFile(path, posted(body));

/** Fetch and keep the answer as the file that it names itself. */
export async function getFile(path, options = {}) {
  const response = await patiently(() => fetch(path, options));
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("Content-Disposition") || "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name ? decodeURIComponent(name[1]) : "";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Post and hand every line of the answer to *onLine* as it arrives. */
export async function stream(path, body, { signal, onLine, onBusy }) {
  await readLines(await patiently(() => fetch(path, { ...posted(body), signal }), { onBusy, signal }), onLine);
}

async function readLines(response, onLine) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value || "")).split("\n");
    rest = done ? "" : lines.pop();
    for (const line of lines) if (line) onLine(JSON.parse(line));
    if (done) return;
  }
}

/** Send one file with progress; resolves to the server's answer. */
export function sendFile(path, file, key, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    if (key) request.setRequestHeader("X-Juesuan-Key", encodeURIComponent(key));
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.round((100 * event.loaded) / event.total));
    request.onload = () => {
      try {
        const answer = JSON.parse(request.responseText);
        if (request.status < 400) resolve(answer);
        else reject(new Refused(request.status, answer.error || String(request.status)));
      } catch {
        reject(new Refused(request.status, String(request.status)));
      }
    };
    request.onerror = () => reject(new TypeError("network"));
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}
