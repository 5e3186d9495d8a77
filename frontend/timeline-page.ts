// The timeline while it is read and edited: keys, acts without reloading, what others change, and the rest of a long list.
import { closest, isWriting } from "./elements";
import type { Presence } from "./live";

interface Row {
  id: number;
  after: number | null;
  html: string;
}

interface News {
  seen: number;
  reload?: boolean;
  rows?: Row[];
  removed?: number[];
  head?: string;
  by?: string[];
  event?: number | null;
  messages?: { level: string; text: string }[];
  error?: string;
}

const MOST_AT_ONCE = 4000; // events that are loaded without being scrolled to
const CALM = 2000; // milliseconds without a change after which the questions are asked for anew
const PAUSE = 180; // milliseconds of silence after which a typed line is read

class TimelinePage extends HTMLElement {
  private seen = 0;
  private selected: HTMLElement | null = null;
  private asking: number | undefined;
  private catching: number | undefined;
  private wondering: number | undefined;

  connectedCallback(): void {
    this.seen = Number(this.dataset.seen ?? 0);
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("change", (event) => this.chosen(event));
    this.addEventListener("input", (event) => this.typed(event));
    document.addEventListener("keydown", this.key);
    document.addEventListener("live:notice", this.noticed);
    document.addEventListener("live:stale", this.noticed);
    document.addEventListener("live:presence", this.met);
    this.loadFurther();
    this.showChosen();
    void this.findTarget();
    this.askQuestions();
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.key);
    document.removeEventListener("live:notice", this.noticed);
    document.removeEventListener("live:stale", this.noticed);
    document.removeEventListener("live:presence", this.met);
  }

  // Rows

  private get list(): HTMLElement | null {
    return this.querySelector<HTMLElement>("[data-events]");
  }

  private row(id: number | string): HTMLElement | null {
    return document.getElementById(`event-${id}`);
  }

  private get rows(): HTMLElement[] {
    return [...(this.list?.querySelectorAll<HTMLElement>(":scope > .ev") ?? [])];
  }

  private idOf(row: Element): string {
    return row.id.replace("event-", "");
  }

  /** Mark where the person is, without moving the focus: they may be typing elsewhere. */
  private mark(row: HTMLElement | null): void {
    this.selected?.classList.remove("sel");
    row?.classList.add("sel");
    this.selected = row;
  }

  private select(row: HTMLElement | null | undefined): void {
    if (!row) return;
    this.mark(row);
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    this.dispatchEvent(new CustomEvent("timeline:selected", { bubbles: true, detail: { id: this.idOf(row) } }));
  }

  private step(by: number): void {
    const rows = this.rows;
    const now = this.selected?.isConnected ? rows.indexOf(this.selected) : -1;
    this.select(rows[Math.min(rows.length - 1, Math.max(0, now + by))]);
  }

  // Asking the server

  private async ask(url: string, body?: FormData): Promise<Response> {
    const headers = { "X-Requested-With": "timeline" };
    if (!body) return fetch(url, { headers });
    body.set("seen", String(this.seen));
    return fetch(url, { method: "POST", body, headers });
  }

  private async send(url: string, body: FormData): Promise<News | null> {
    try {
      const answer = await this.ask(url, body);
      if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
      const news = (await answer.json()) as News;
      if (news.error) this.say(news.error, "warning");
      else this.apply(news);
      return news;
    } catch {
      this.say("The server could not be reached. Nothing was changed; what you typed is still here.", "error");
      return null;
    }
  }

  private apply(news: News): void {
    this.seen = Math.max(this.seen, news.seen);
    for (const message of news.messages ?? []) this.say(message.text, message.level);
    if (news.reload) {
      if (this.querySelector("[data-edit-form]")) this.say("Much has changed here. Save or cancel, then read the page anew.", "warning");
      else void this.readAnew();
      return;
    }
    for (const id of news.removed ?? []) this.takeOut(this.row(id));
    for (const row of news.rows ?? []) this.place(row);
    const head = this.querySelector("[data-head]");
    if (head && news.head) head.innerHTML = news.head;
    this.unveil();
    if (news.event) this.select(this.row(news.event));
    this.showChosen();
    this.askQuestions(CALM);
    document.dispatchEvent(new CustomEvent("timeline:changed"));
  }

  /** Take the list over from a fresh page, without leaving this one: somebody may be typing, or sending a file. */
  private async readAnew(): Promise<void> {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLElement>("timeline-page");
    const list = fresh?.querySelector("[data-events]");
    if (!fresh || !list || !this.list) {
      location.reload();
      return;
    }
    this.seen = Number(fresh.dataset.seen ?? 0);
    const selected = this.selected?.id;
    this.list.replaceChildren(...list.childNodes);
    this.querySelector("[data-head]")?.replaceChildren(...(fresh.querySelector("[data-head]")?.childNodes ?? []));
    this.unveil();
    this.mark(selected ? document.getElementById(selected) : null);
    this.showChosen();
    this.loadFurther();
    this.askQuestions();
  }

  private unveil(): void {
    const sheet = this.list?.closest<HTMLElement>(".timeline-sheet");
    if (!sheet?.hidden || !this.rows.length) return;
    sheet.hidden = false;
    this.querySelector(".empty")?.remove();
  }

  private takeOut(row: HTMLElement | null): void {
    if (!row) return;
    const rows = this.rows;
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1] ?? null;
    const hadFocus = row.contains(document.activeElement);
    row.remove();
    if (row !== this.selected) return;
    if (hadFocus) this.select(next);
    else this.mark(next);
  }

  /** Put a row where it belongs. One that is being edited stays, and says that somebody changed it. */
  private place(row: Row): void {
    const old = this.row(row.id);
    if (old?.querySelector("[data-edit-form]")) {
      old.classList.add("changed-meanwhile");
      return;
    }
    const isNarrowed = new URLSearchParams(location.search).size > 0;
    const before = row.after === null ? null : this.row(row.after);
    if (!old && (isNarrowed || (row.after !== null && !before))) return;
    const shell = document.createElement("ol");
    shell.innerHTML = row.html;
    const fresh = shell.querySelector<HTMLElement>(".ev");
    if (!fresh || !this.list) return;
    const wasSelected = old !== null && old === this.selected;
    const hadFocus = old?.contains(document.activeElement) ?? false;
    const wasChosen = old?.querySelector<HTMLInputElement>("input[name=event]")?.checked ?? false;
    old?.remove();
    if (before && !isNarrowed) before.after(fresh);
    else if (row.after === null) this.list.prepend(fresh);
    else this.list.append(fresh);
    if (wasSelected) this.mark(fresh);
    if (wasSelected && hadFocus) this.select(fresh);
    const pick = fresh.querySelector<HTMLInputElement>("input[name=event]");
    if (wasChosen && pick) pick.checked = true;
  }

  /** Notices come in bursts, and one question answers them all. */
  private noticed = (event?: Event): void => {
    const kind = event instanceof CustomEvent ? (event as CustomEvent<{ kind?: string }>).detail.kind : "";
    if (kind === "suggested" || kind === "replaced" || kind === "reload") {
      this.apply({ seen: this.seen, reload: true });
      return;
    }
    window.clearTimeout(this.catching);
    this.catching = window.setTimeout(() => void this.catchUp(), 120);
  };

  /** Say at each event who is editing it. */
  private met = (event: Event): void => {
    const { people } = (event as CustomEvent<Presence>).detail;
    for (const old of this.querySelectorAll(".editing-now")) old.remove();
    for (const person of people) {
      for (const what of person.editing) {
        const shown = document.createElement("span");
        shown.className = "editing-now";
        shown.textContent = `${person.name} is editing this`;
        document.getElementById(what)?.querySelector(".body > .src:last-of-type")?.append(shown);
      }
    }
  };

  private async catchUp(): Promise<void> {
    try {
      const answer = await this.ask(`${this.dataset.changed}?seen=${this.seen}`);
      if (answer.ok) this.apply((await answer.json()) as News);
    } catch {
      // The next notice, or the next act, asks again.
    }
  }

  // Acts

  private async act(what: string, ids: string[]): Promise<void> {
    if (!ids.length || !this.dataset.act) return;
    const body = new FormData(this.querySelector<HTMLFormElement>("#acts") ?? undefined);
    body.set("do", what);
    body.set("kind", this.querySelector<HTMLSelectElement>("select[data-kind]")?.value ?? "");
    body.delete("event");
    for (const id of ids) body.append("event", id);
    const news = await this.send(this.dataset.act, body);
    if (news && what === "remove") this.say(ids.length === 1 ? "The event is removed." : `${ids.length} events are removed.`, "success", true);
  }

  private async undo(): Promise<void> {
    const form = this.querySelector<HTMLFormElement>("#undo");
    if (form && this.dataset.undo) await this.send(this.dataset.undo, new FormData(form));
  }

  private get picked(): string[] {
    return [...this.querySelectorAll<HTMLInputElement>("input[name=event]:checked")].map((box) => box.value);
  }

  private showChosen(): void {
    const bar = this.querySelector<HTMLElement>("[data-many]");
    if (!bar) return;
    const number = this.picked.length;
    bar.hidden = number === 0;
    const shown = bar.querySelector("[data-chosen]");
    if (shown) shown.textContent = String(number);
  }

  private chosen(event: Event): void {
    if (closest<HTMLInputElement>(event, "input[name=event]")) this.showChosen();
  }

  private clicked(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const button = closest<HTMLButtonElement>(event, "button[data-do]");
    const link = closest<HTMLAnchorElement>(event, "a[data-edit], a[data-about]");
    const row = closest<HTMLElement>(event, ".ev");
    if (button) {
      event.preventDefault();
      void this.act(button.dataset.do ?? "", button.dataset.event ? [button.dataset.event] : this.picked);
    } else if (closest(event, "button[data-undo]")) {
      event.preventDefault();
      void this.undo();
    } else if (link && row) {
      event.preventDefault();
      void (link.matches("[data-edit]") ? this.edit(row, link.href) : this.about(link.href));
    } else if (closest(event, "[data-cancel]") && row) {
      void this.restore(row);
    } else if (closest(event, "[data-remember]")) {
      this.remember(closest<HTMLElement>(event, "[data-remember]")?.dataset.remember ?? "");
    } else if (closest(event, "[data-close-drawer]")) {
      this.closeDrawer();
    } else if (row && !closest(event, "a, button, input, label, form")) {
      this.select(row);
    }
  }

  // Adding

  private typed(event: Event): void {
    const input = closest<HTMLInputElement>(event, "#quick");
    const form = input?.form;
    if (!input || !form?.dataset.quick) return;
    window.clearTimeout(this.asking);
    const url = `${form.dataset.quick}?${new URLSearchParams({ line: input.value })}`;
    this.asking = window.setTimeout(() => void this.readLine(url), input.value.trim() ? PAUSE : 0);
  }

  private async readLine(url: string): Promise<void> {
    const shown = this.querySelector<HTMLElement>("#reads-as");
    if (!shown) return;
    try {
      const said = (await (await this.ask(url)).json()) as { html?: string; error?: string };
      shown.classList.toggle("err", Boolean(said.error));
      if (said.error) shown.textContent = said.error;
      else shown.innerHTML = said.html ?? "";
    } catch {
      // Only a look ahead: adding says what is wrong.
    }
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    if (form?.id === "add") {
      event.preventDefault();
      void this.add(form);
    } else if (form?.matches("[data-question]")) {
      event.preventDefault();
      void this.leave(form);
    } else if (form?.matches("[data-edit-form]")) {
      event.preventDefault();
      void this.save(form);
    }
  }

  private async add(form: HTMLFormElement): Promise<void> {
    const news = await this.send(form.action || location.href, new FormData(form));
    const input = form.querySelector<HTMLInputElement>("#quick");
    if (news && !news.error && input) {
      input.value = "";
      input.focus();
      this.querySelector("#reads-as")?.replaceChildren();
    }
  }

  private remember(times: string): void {
    const input = this.querySelector<HTMLInputElement>("#quick");
    if (!input) return;
    input.value = times;
    input.focus();
    input.scrollIntoView({ block: "center" });
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Ask what is unexplained once the page is there, and again when changes have come to rest. */
  private askQuestions(wait = 0): void {
    const place = this.querySelector<HTMLElement>("[data-questions]");
    if (!place) return;
    window.clearTimeout(this.wondering);
    this.wondering = window.setTimeout(() => {
      void this.ask(place.dataset.questions ?? "")
        .then(async (answer) => {
          if (answer.ok) place.innerHTML = await answer.text();
        })
        .catch(() => undefined);
    }, wait);
  }

  private async leave(form: HTMLFormElement): Promise<void> {
    if (await this.send(form.action, new FormData(form))) form.closest(".ask")?.remove();
    const asked = this.querySelector(".asked");
    if (asked && !asked.querySelector(".ask")) asked.remove();
  }

  // Editing in place

  private async edit(row: HTMLElement, url: string, field = "textarea"): Promise<void> {
    this.select(row);
    const body = row.querySelector<HTMLElement>(".body");
    if (!body || row.querySelector("[data-edit-form]")) return;
    try {
      const answer = await this.ask(url);
      if (!answer.ok) throw new Error(String(answer.status));
      const shell = document.createElement("div");
      shell.innerHTML = await answer.text();
      body.hidden = true;
      body.after(...shell.children);
      row.querySelector<HTMLElement>(`[data-edit-form] ${field}`)?.focus();
    } catch {
      location.href = url;
    }
  }

  private async save(form: HTMLFormElement): Promise<void> {
    const row = form.closest<HTMLElement>(".ev");
    if (!row) return;
    try {
      const answer = await this.ask(form.action, new FormData(form));
      if (answer.headers.get("Content-Type")?.includes("json")) {
        form.remove();
        this.apply((await answer.json()) as News);
      } else {
        form.outerHTML = await answer.text();
        row.querySelector<HTMLElement>(".notice, .err")?.scrollIntoView({ block: "nearest" });
      }
    } catch {
      this.say("The server could not be reached. What you typed is still here: try again.", "error");
    }
  }

  private async restore(row: HTMLElement): Promise<void> {
    row.querySelector("[data-edit-form]")?.remove();
    const body = row.querySelector<HTMLElement>(".body");
    if (body) body.hidden = false;
    this.select(row);
    if (row.classList.contains("changed-meanwhile")) {
      this.seen = Number(this.dataset.seen ?? 0);
      await this.catchUp();
    }
  }

  // What an event rests on

  private async about(url: string): Promise<void> {
    const drawer = this.querySelector<HTMLElement>("[data-drawer]");
    const answer = await this.ask(url).catch(() => null);
    if (!drawer || !answer?.ok) {
      location.href = url;
      return;
    }
    drawer.innerHTML = await answer.text();
    drawer.hidden = false;
    drawer.querySelector<HTMLElement>("[data-close-drawer]")?.focus();
  }

  private closeDrawer(): void {
    const drawer = this.querySelector<HTMLElement>("[data-drawer]");
    if (drawer) drawer.hidden = true;
    this.selected?.focus({ preventScroll: true });
  }

  // Keys

  private key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) closest<HTMLFormElement>(event, "[data-edit-form]")?.requestSubmit();
    if (event.key === "Escape") this.escape(event);
    if (isWriting(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const row = this.selected?.isConnected ? this.selected : null;
    const id = row ? this.idOf(row) : "";
    const link = (selector: string): string => row?.querySelector<HTMLAnchorElement>(selector)?.href ?? "";
    const mayWrite = this.dataset.mayWrite !== undefined;
    const commands: Record<string, () => void> = {
      j: () => this.step(1),
      k: () => this.step(-1),
      o: () => link("a[data-about]") && void this.about(link("a[data-about]")),
    };
    if (mayWrite) {
      commands.a = () => this.querySelector<HTMLElement>("#quick")?.focus();
      commands.u = () => void this.undo();
      commands.e = () => row && void this.edit(row, link("a[data-edit]"));
      commands.m = () => row && void this.edit(row, link("a[data-edit]"), "select[name=milestone]");
      commands.s = () => row && void this.act(row.querySelector<HTMLElement>("button[aria-pressed]")?.dataset.do ?? "star", [id]);
      commands.y = () => row?.classList.contains("suggest") && void this.act("accept", [id]);
      commands.n = () => row?.classList.contains("suggest") && void this.act("decline", [id]);
      commands.x = () => row?.querySelector<HTMLInputElement>("input[name=event]")?.click();
      commands.Delete = () => row && void this.act("remove", this.picked.length ? this.picked : [id]);
    }
    const command = commands[event.key];
    if (!command) return;
    event.preventDefault();
    command();
  };

  private escape(event: KeyboardEvent): void {
    const row = closest<HTMLElement>(event, ".ev");
    if (row?.querySelector("[data-edit-form]")) void this.restore(row);
    else if (event.target instanceof HTMLElement && event.target.id === "quick") event.target.blur();
    else this.closeDrawer();
  }

  // The rest of a long list

  private loadFurther(): void {
    const more = this.querySelector<HTMLElement>("[data-more]");
    if (!more) return;
    if (this.rows.length < MOST_AT_ONCE) {
      window.setTimeout(() => void this.load(more), 60);
      return;
    }
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      void this.load(more);
    });
    seen.observe(more);
  }

  private async load(more: HTMLElement): Promise<void> {
    const answer = await this.ask(more.dataset.more ?? "").catch(() => null);
    if (!answer?.ok || !more.isConnected) return;
    more.outerHTML = await answer.text();
    this.showChosen();
    this.loadFurther();
    void this.findTarget();
  }

  private async findTarget(): Promise<void> {
    if (!location.hash.startsWith("#event-") || this.selected) return;
    const row = document.getElementById(location.hash.slice(1));
    if (row) this.select(row);
  }

  // Messages

  private say(text: string, level: string, undo = false): void {
    const shelf = document.getElementById("toasts");
    if (!shelf) return;
    const toast = document.createElement("div");
    toast.className = `toast ${level}`;
    toast.dataset.toast = level;
    const words = document.createElement("p");
    words.textContent = text;
    toast.append(words);
    if (undo) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Undo";
      button.addEventListener("click", () => {
        toast.remove();
        void this.undo();
      });
      toast.append(button);
    }
    shelf.append(toast);
  }
}

/** `<timeline-page>` around a timeline. */
export function timelinePage(): void {
  if (!customElements.get("timeline-page")) customElements.define("timeline-page", TimelinePage);
}
