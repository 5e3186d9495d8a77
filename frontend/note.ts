import { all } from "./elements";

/** A note as it waits: `typed` is when Add was pressed, by the clock of this device. */
type Waiting = { name: string; line: string; kind: string; typed: number };
type Answer = "added" | "signed-out" | "no-network" | { refused: string };

const PREFIX = "secondstory.notes.";
const PATIENCE = [5, 10, 20, 40, 60];

/**
 * `<form data-note="INC-7.3">`: what is added goes into a queue on this device first and is sent from there, so that nothing is lost
 * without a network. Each note has a name of its own, by which the server adds it once, however often it is sent.
 */
export function notes(root: ParentNode): void {
  for (const form of all<HTMLFormElement>(root, "form[data-note]")) {
    if (form.dataset.noteReady) continue;
    form.dataset.noteReady = "yes";
    new NotePad(form);
  }
}

class NotePad {
  private readonly queue: Queue;
  private readonly field: HTMLTextAreaElement;
  private readonly usual: string;
  private isSending = false;
  private failures = 0;
  private timer = 0;

  constructor(private readonly form: HTMLFormElement) {
    this.queue = new Queue(PREFIX + (form.dataset.note ?? ""));
    this.field = form.querySelector<HTMLTextAreaElement>("textarea[name=line]") ?? document.createElement("textarea");
    this.usual = this.state?.textContent ?? "";
    this.field.value ||= this.queue.draft;
    form.addEventListener("submit", (event) => this.add(event));
    this.field.addEventListener("input", () => (this.queue.draft = this.field.value));
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    window.addEventListener("online", () => void this.send());
    document.addEventListener("visibilitychange", () => void (document.hidden || this.send()));
    if (this.queue.all.length) void this.send();
  }

  private get state(): HTMLElement | null {
    return this.form.querySelector<HTMLElement>("[data-state]");
  }

  private add(event: SubmitEvent): void {
    event.preventDefault();
    const line = this.field.value.trim();
    if (!line) return;
    const kind = this.form.querySelector<HTMLInputElement>("input[name=kind]:checked")?.value ?? "";
    this.queue.put({ name: newName(), line, kind, typed: Date.now() });
    this.form.reset();
    this.field.value = this.queue.draft = "";
    this.field.removeAttribute("aria-invalid");
    this.field.focus();
    void this.send();
  }

  /** Send what waits, the oldest first, until all is there or something stands in the way. */
  private async send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    window.clearTimeout(this.timer);
    let answer: Answer | null = null;
    for (let next = this.queue.all[0]; next; next = this.queue.all[0]) {
      this.say(this.queue.all.length > 1 ? `Sending ${this.queue.all.length} notes…` : "Sending…");
      answer = await this.sendOne(next);
      if (answer === "signed-out" || answer === "no-network") break;
      this.queue.remove(next.name);
      if (answer !== "added") {
        this.giveBack(next.line);
        break;
      }
    }
    this.isSending = false;
    if (answer) this.tell(answer);
  }

  private async sendOne(note: Waiting): Promise<Answer> {
    const body = new FormData(this.form);
    body.set("line", note.line);
    body.set("kind", note.kind);
    body.set("name", note.name);
    body.set("age", String(Math.max(0, (Date.now() - note.typed) / 1000)));
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body,
        redirect: "manual",
        headers: { "X-Requested-With": "note" },
        signal: AbortSignal.timeout(20_000),
      });
      if (answer.ok) {
        this.show(((await answer.json()) as { html: string }).html);
        return "added";
      }
      if (answer.status === 422) return { refused: ((await answer.json()) as { error: string }).error };
      if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) return "signed-out";
    } catch {
      // the same as an answer that is no answer: it is sent again
    }
    return "no-network";
  }

  private tell(answer: Answer): void {
    const number = this.queue.all.length;
    const waiting = number === 1 ? "1 note waits" : `${number} notes wait`;
    if (answer === "added") {
      this.failures = 0;
      this.say(`Added. ${this.usual}`);
    } else if (answer === "signed-out") {
      this.say(`${waiting}: you are not signed in any more, or may no longer write here. Load this page again; they are kept.`, true);
    } else if (answer === "no-network") {
      const seconds = PATIENCE[Math.min(this.failures++, PATIENCE.length - 1)] ?? 60;
      const where = this.queue.isKept ? "Kept on this device, and sent by itself." : "Keep this page open: nothing can be stored on this device.";
      this.say(`${waiting} for the network. ${where}`);
      this.timer = window.setTimeout(() => void this.send(), seconds * 1000);
    } else {
      this.say(answer.refused, true);
      if (number) this.timer = window.setTimeout(() => void this.send(), 5000);
    }
  }

  private say(words: string, isTrouble = false): void {
    const state = this.state;
    if (!state) return;
    state.textContent = words;
    state.classList.toggle("err", isTrouble);
    state.classList.toggle("quiet", !isTrouble);
  }

  private giveBack(line: string): void {
    this.field.value = this.field.value ? `${line} ${this.field.value}` : line;
    this.field.setAttribute("aria-invalid", "true");
    this.queue.draft = this.field.value;
  }

  private show(html: string): void {
    const list = document.querySelector("[data-newest]");
    if (!list) return;
    list.innerHTML = html;
    list.firstElementChild?.classList.add("fresh");
  }
}

/** The notes that wait, in the storage of this device; in memory where there is none. */
class Queue {
  isKept = true;
  private readonly memory = new Map<string, string>();

  constructor(private readonly key: string) {}

  get all(): Waiting[] {
    try {
      const read = JSON.parse(this.read(this.key) ?? "[]") as unknown;
      return Array.isArray(read) ? (read as Waiting[]).filter((note) => typeof note?.name === "string" && typeof note?.line === "string") : [];
    } catch {
      return [];
    }
  }

  put(note: Waiting): void {
    this.write(this.key, JSON.stringify([...this.all, note]));
  }

  remove(name: string): void {
    this.write(this.key, JSON.stringify(this.all.filter((note) => note.name !== name)));
  }

  get draft(): string {
    return this.read(`${this.key}.draft`) ?? "";
  }

  set draft(words: string) {
    this.write(`${this.key}.draft`, words);
  }

  private read(key: string): string | null {
    const remembered = this.memory.get(key);
    if (remembered !== undefined) return remembered;
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  private write(key: string, words: string): void {
    try {
      localStorage.setItem(key, words);
      this.memory.delete(key);
    } catch {
      this.isKept = false;
      this.memory.set(key, words);
    }
  }
}

/** A name that no other note has. `randomUUID` needs a secure page, which one without TLS on another machine is not. */
function newName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
