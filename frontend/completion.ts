import { all } from "./elements";

interface Suggestion {
  value: string;
  label?: string;
  note?: string;
}

let counter = 0;

/**
 * `<input data-autocomplete-url="…">` becomes a combobox: suggestions from `…?q=words`, a JSON list of value, label and note.
 * A `datalist` serves until then, and where there is no script. With `data-autocomplete-many` the words after the last comma count.
 */
export function completions(root: ParentNode): void {
  for (const input of all<HTMLInputElement>(root, "input[data-autocomplete-url]")) {
    if (!input.dataset.completes) new Combobox(input);
  }
}

class Combobox {
  private readonly list = document.createElement("ul");
  private readonly said = document.createElement("span");
  private suggestions: Suggestion[] = [];
  private at = -1;
  private waiting = 0;
  private asking: AbortController | null = null;
  private isChoosing = false;

  constructor(private readonly input: HTMLInputElement) {
    input.dataset.completes = "yes";
    const id = `combo-${++counter}`;
    const box = document.createElement("div");
    box.className = "combo";
    input.before(box);
    this.list.id = id;
    this.list.className = "combo-list float";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() ?? "Suggestions");
    this.list.hidden = true;
    this.said.className = "hide";
    this.said.setAttribute("role", "status");
    box.append(input, this.list, this.said);
    input.removeAttribute("list");
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", (event) => {
      if (!this.isChoosing && !(event instanceof InputEvent && event.isComposing)) this.later();
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
      if (option) this.choose(Number(option.dataset.at));
    });
  }

  private get isMany(): boolean {
    return this.input.dataset.autocompleteMany !== undefined;
  }

  private get words(): string {
    return (this.isMany ? (this.input.value.split(",").pop() ?? "") : this.input.value).trim();
  }

  private later(): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.ask(), 120);
  }

  private async ask(): Promise<void> {
    this.asking?.abort();
    const words = this.words;
    if (words === "") {
      this.close();
      return;
    }
    const asking = new AbortController();
    this.asking = asking;
    try {
      const address = new URL(this.input.dataset.autocompleteUrl ?? "", location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const found: unknown = await answer.json();
      if (Array.isArray(found) && document.activeElement === this.input) this.show(found as Suggestion[]);
    } catch {
      // no suggestions then: what is typed counts all the same
    }
  }

  private show(suggestions: Suggestion[]): void {
    const shown = suggestions.slice(0, 12);
    const isSame = shown.length === this.suggestions.length && shown.every((one, at) => one.value === this.suggestions[at]?.value);
    if (isSame && !this.list.hidden) return; // a choice already made stays
    this.suggestions = shown;
    this.at = -1;
    this.list.replaceChildren(...this.suggestions.map((suggestion, at) => this.option(suggestion, at)));
    this.list.hidden = this.suggestions.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
    const count = this.suggestions.length;
    this.said.textContent = count === 0 ? "No suggestion" : count === 1 ? "1 suggestion" : `${count} suggestions`;
  }

  private option(suggestion: Suggestion, at: number): HTMLLIElement {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${at}`;
    option.dataset.at = String(at);
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = suggestion.label ?? suggestion.value;
    if (suggestion.note) {
      const note = document.createElement("small");
      note.textContent = suggestion.note;
      option.append(note);
    }
    return option;
  }

  private key(event: KeyboardEvent): void {
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen && this.input.type === "search") return; // the results are below
      event.preventDefault();
      if (!isOpen) void this.ask();
      else this.select(this.at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && isOpen && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === "Enter") {
      this.close();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  private select(at: number): void {
    const count = this.suggestions.length;
    this.at = at < -1 ? count - 1 : at >= count ? -1 : at;
    for (const [number, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(number === this.at));
      if (number === this.at) option.scrollIntoView({ block: "nearest" });
    }
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private choose(at: number): void {
    const suggestion = this.suggestions[at];
    if (!suggestion) return;
    if (this.isMany) {
      const before = this.input.value.split(",").slice(0, -1).map((part) => part.trim());
      this.input.value = [...before, suggestion.value, ""].join(", ");
    } else {
      this.input.value = suggestion.value;
    }
    this.close();
    this.isChoosing = true;
    this.input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.isChoosing = false;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private close(): void {
    this.asking?.abort();
    window.clearTimeout(this.waiting);
    this.list.hidden = true;
    this.suggestions = [];
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
