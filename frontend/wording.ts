import { all } from "./elements";

interface Replacement {
  start: number;
  end: number;
  text: string;
}

/** As `POST /api/lint` answers; places are counted in code points. */
interface Finding {
  category: string;
  rule: string;
  level: string;
  start: number;
  end: number;
  message: string;
  rewordings: string[];
  replacements: Replacement[];
  why: string;
}

const WAITS = 600; // milliseconds after the last key
const AROUND = 36; // characters of the text shown on either side of a phrase
const DISMISSED = "secondstory.dismissed.";

/**
 * `<c-wording>` in a form: while somebody writes in a field with `data-lint="markdown"` or `"text"`, the wordings to look at stand
 * below it. `data-lint-with="owner due_on"` names other fields of the form that are judged with it. Nothing here keeps
 * anybody from saving, and when there is no answer, nothing is shown.
 */
export function wording(root: ParentNode): void {
  for (const source of all<HTMLElement>(root, "[data-wording]")) {
    const form = source.closest("form");
    if (!form || source.dataset.wordingReady) continue;
    source.dataset.wordingReady = "yes";
    for (const field of form.querySelectorAll<Field>("[data-lint]")) new Watch(field, form, source);
  }
}

type Field = HTMLTextAreaElement | HTMLInputElement;

class Watch {
  private waiting = 0;
  private asking: AbortController | null = null;
  private asked = ""; // what the findings on the page are about
  private said = 0;
  private isComplete: boolean; // until somebody was in the other fields, what they leave open is not asked for
  private readonly dismissed: Set<string>;
  private readonly people: unknown;
  private readonly titles: Record<string, string>;
  private block: HTMLElement | null = null;

  constructor(
    private readonly field: Field,
    private readonly form: HTMLFormElement,
    private readonly source: HTMLElement,
  ) {
    this.dismissed = new Set(remembered(this.key));
    this.people = data(source, "people") ?? [];
    this.titles = (data(source, "titles") ?? {}) as Record<string, string>;
    field.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) this.later();
    });
    field.addEventListener("compositionend", () => this.later());
    field.addEventListener("focus", () => this.later(0));
    form.addEventListener("reset", () => this.later(0));
    this.isComplete = this.others.length === 0 || field.value !== "";
    for (const other of this.others) {
      other.addEventListener("change", () => this.later(0));
      other.addEventListener("blur", () => {
        if (!this.isComplete) this.asked = "";
        this.isComplete = true;
        this.later(0);
      });
    }
  }

  private get key(): string {
    return `${DISMISSED}${location.pathname}:${this.field.name}`;
  }

  private get name(): string {
    return (this.field.labels?.[0]?.textContent ?? "this field").trim();
  }

  private get others(): Field[] {
    const names = (this.field.dataset.lintWith ?? "").split(" ").filter((name) => name !== "");
    return names.flatMap((name) => [...this.form.querySelectorAll<Field>(`[name="${CSS.escape(name)}"]`)]);
  }

  private get question(): string {
    return JSON.stringify({
      text: this.field.value,
      people: this.people,
      format: this.field.dataset.lint === "text" ? "text" : "markdown",
      kind: this.field.dataset.lintKind ?? "sentence",
      ...Object.fromEntries(this.others.map((other) => [other.name, other.value])),
    });
  }

  private later(wait = WAITS): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.look(), wait);
  }

  private async look(): Promise<void> {
    const question = this.question;
    if (question === this.asked) return;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.asked = question;
    const found = this.field.value.trim() === "" ? [] : await this.answer(question, asking.signal);
    if (asking.signal.aborted) return;
    if (found === null) this.asked = ""; // the next key asks again
    this.show(found ?? []);
  }

  private async answer(question: string, signal: AbortSignal): Promise<Finding[] | null> {
    const token = this.form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
    try {
      const answer = await fetch(this.source.dataset.wording ?? "", { method: "POST", body: question, headers, signal });
      return answer.ok ? ((await answer.json()) as { findings: Finding[] }).findings : null;
    } catch {
      return null;
    }
  }

  private show(found: Finding[]): void {
    const text = this.field.value;
    const places = new Places(text);
    const shown = found.filter((finding) => !this.dismissed.has(mark(finding, places)) && (this.isComplete || !isAboutAll(finding, places)));
    const open = this.openOnes();
    this.say(shown.length);
    if (shown.length === 0) {
      this.block?.remove();
      this.block = null;
      return;
    }
    this.block ??= this.newBlock();
    part(this.block, "count").textContent = inWords(shown.length);
    const items = shown.map((finding) => this.item(finding, places));
    part(this.block, "list").replaceChildren(...items);
    items.forEach((item, at) => {
      const details = item.querySelector("details");
      if (details) details.open = open === null ? at === 0 : open.has(item.dataset.mark ?? "");
    });
  }

  /** Which findings somebody has open now; null when there are none yet, so that the first one opens. */
  private openOnes(): Set<string> | null {
    if (!this.block) return null;
    const open = [...this.block.querySelectorAll<HTMLElement>("li:has(> details[open])")];
    return new Set(open.map((item) => item.dataset.mark ?? ""));
  }

  private newBlock(): HTMLElement {
    const block = copyOf(this.source, "[data-wording-findings]");
    block.setAttribute("aria-label", `Wording of ${this.name}`);
    (this.field.closest(".combo") ?? this.field).after(block);
    return block;
  }

  private item(finding: Finding, places: Places): HTMLElement {
    const item = copyOf(this.source, "[data-wording-finding]");
    item.dataset.mark = mark(finding, places);
    const { before, phrase, after } = places.around(finding.start, finding.end);
    const isWhole = isAboutAll(finding, places);
    part(item, "before").textContent = isWhole ? finding.message : before;
    part(item, "phrase").textContent = isWhole ? "" : phrase;
    part(item, "after").textContent = isWhole ? "" : after;
    const kind = part(item, "kind");
    kind.hidden = finding.category === "action_item";
    kind.textContent = this.titles[finding.category] ?? finding.category;
    kind.classList.replace("warn", finding.level === "warning" ? "warn" : "cool");
    part(item, "message").textContent = finding.message;
    part(item, "message").hidden = part(item, "show").hidden = isWhole;
    this.ways(item, finding, places);
    part<HTMLAnchorElement>(item, "why").href = `${this.source.dataset.wordingRules ?? ""}#${finding.why.split("#").pop() ?? ""}`;
    part(item, "show").addEventListener("click", () => this.select(finding));
    part(item, "dismiss").addEventListener("click", () => this.dismiss(item));
    return item;
  }

  /** What helps instead. Where it can stand in the text as it is, what it would replace is shown above it. */
  private ways(item: HTMLElement, finding: Finding, places: Places): void {
    const first = finding.replacements[0];
    part(item, "first").hidden = first === undefined;
    if (first) part(item, "written").textContent = places.between(first.start, first.end);
    const sample = part(item, "replacement");
    const ready = new Map(finding.replacements.map((one) => [one.text, one]));
    const ways = [...new Set([...ready.keys(), ...finding.rewordings])].map((words) => {
      const way = sample.cloneNode(true) as HTMLElement;
      const replacement = ready.get(words);
      part(way, "words").textContent = words;
      if (replacement) part(way, "use").addEventListener("click", () => this.use(replacement));
      else part(way, "use").remove();
      return way;
    });
    part(item, "ways").replaceChildren(...ways);
    part(item, "deeper").hidden = ways.length === 0;
  }

  private select(finding: Finding): void {
    const places = new Places(this.field.value);
    this.field.focus();
    this.field.setSelectionRange(places.unit(finding.start), places.unit(finding.end));
  }

  /** Put a rewording in place, in a way that the browser's own undo takes back. */
  private use(replacement: Replacement): void {
    if (this.question !== this.asked) {
      this.later(0); // the places are those of an older text
      return;
    }
    const places = new Places(this.field.value);
    const [start, end] = [places.unit(replacement.start), places.unit(replacement.end)];
    this.field.focus();
    this.field.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, replacement.text)) {
      this.field.setRangeText(replacement.text, start, end, "end");
      this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    this.later(0);
  }

  private dismiss(item: HTMLElement): void {
    this.dismissed.add(item.dataset.mark ?? "");
    remember(this.key, this.dismissed);
    const next = (item.nextElementSibling ?? item.previousElementSibling)?.querySelector<HTMLElement>("summary");
    item.remove();
    const left = this.block?.querySelectorAll("details").length ?? 0;
    if (this.block && left > 0) part(this.block, "count").textContent = inWords(left);
    else {
      this.block?.remove();
      this.block = null;
    }
    this.say(left);
    (next ?? this.field).focus();
  }

  /** Tell screen readers, once for each change. */
  private say(count: number): void {
    if (count === this.said) return;
    this.said = count;
    const status = document.querySelector<HTMLElement>("[data-wording-status]");
    if (status) status.textContent = count === 0 ? `Nothing to look at in ${this.name}` : `${inWords(count)} below ${this.name}`;
  }
}

/** From code points, as the server counts, to the units of a string in a browser. */
class Places {
  private readonly units: number[] = [];

  constructor(private readonly text: string) {
    let at = 0;
    for (const letter of text) {
      this.units.push(at);
      at += letter.length;
    }
  }

  unit(codePoint: number): number {
    return this.units[codePoint] ?? this.text.length;
  }

  between(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end)).replace(/\s+/gu, " ");
  }

  /** Whether nothing but blanks and a last full stop stand outside. */
  isAll(start: number, end: number): boolean {
    return this.between(start, end).length >= this.text.trim().replace(/\s+/gu, " ").replace(/[.!]$/u, "").length;
  }

  around(start: number, end: number): { before: string; phrase: string; after: string } {
    const length = this.units.length;
    const from = Math.max(0, start - AROUND);
    const to = Math.min(length, end + AROUND);
    const cut = (first: number, last: number): string => this.between(first, last);
    return {
      before: (from > 0 ? "… " : "") + cut(from, start).replace(/^\S*\s/u, from > 0 ? "" : "$&"),
      phrase: cut(start, end),
      after: cut(end, to).replace(/\s\S*$/u, to < length ? "" : "$&") + (to < length ? " …" : ""),
    };
  }
}

/** An action item without an owner has no phrase to mark. */
function isAboutAll(finding: Finding, places: Places): boolean {
  return finding.category === "action_item" && places.isAll(finding.start, finding.end);
}

/** What makes a finding the same one after the text around it has moved. */
function mark(finding: Finding, places: Places): string {
  return `${finding.rule}\n${places.around(finding.start, finding.end).phrase}`;
}

function inWords(count: number): string {
  return count === 1 ? "1 wording to look at" : `${count} wordings to look at`;
}

function data(source: ParentNode, name: string): unknown {
  return JSON.parse(source.querySelector(`[data-wording-${name}] script`)?.textContent ?? "null");
}

function copyOf(source: ParentNode, selector: string): HTMLElement {
  const copy = source.querySelector<HTMLTemplateElement>(selector)?.content.firstElementChild?.cloneNode(true);
  if (!(copy instanceof HTMLElement)) throw new Error(`${selector} is empty`);
  return copy;
}

function part<E extends HTMLElement>(of: ParentNode, name: string): E {
  const found = of.querySelector<E>(`[data-part=${name}]`);
  if (!found) throw new Error(`The part ${name} is missing`);
  return found;
}

/** Storage can be full or switched off; a dismissed finding comes back then. */
function remembered(key: string): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "[]") as string[];
  } catch {
    return [];
  }
}

function remember(key: string, marks: Set<string>): void {
  try {
    sessionStorage.setItem(key, JSON.stringify([...marks]));
  } catch {
    // not kept then
  }
}
