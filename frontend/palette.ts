import { isWriting } from "./elements";

/** `/` goes to the search of the page, `Ctrl K` opens the palette: jump to a place, or search. */
export function palette(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event)) {
      if (goToSearch()) event.preventDefault();
    } else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      const dialog = document.querySelector<HTMLDialogElement>("dialog[data-palette]");
      if (!dialog) return;
      event.preventDefault();
      if (dialog.open) dialog.close();
      else show(dialog);
    }
  });
  const dialog = document.querySelector<HTMLDialogElement>("dialog[data-palette]");
  const input = dialog?.querySelector("input");
  if (!dialog || !input) return;
  input.addEventListener("input", () => narrow(dialog, input));
  input.addEventListener("keydown", (event) => {
    const options = visible(dialog);
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      select(input, options, (at + step + options.length) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      options[at]?.click();
    }
  });
}

function goToSearch(): boolean {
  const boxes = ["main input[type=search]", "[data-find]"].flatMap((where) => [...document.querySelectorAll<HTMLInputElement>(where)]);
  const box = boxes.find((input) => input.offsetParent !== null);
  box?.focus();
  box?.select();
  return box !== undefined;
}

function show(dialog: HTMLDialogElement): void {
  const input = dialog.querySelector("input");
  if (!input) return;
  input.value = "";
  dialog.showModal();
  narrow(dialog, input);
  input.focus();
}

/** Leave the places that hold the words, and offer to search for them. */
function narrow(dialog: HTMLDialogElement, input: HTMLInputElement): void {
  const words = input.value.trim();
  for (const item of dialog.querySelectorAll<HTMLElement>("[data-palette-item]")) {
    const row = item.parentElement;
    if (row) row.hidden = !item.textContent.toLowerCase().includes(words.toLowerCase());
  }
  const search = dialog.querySelector<HTMLAnchorElement>("[data-palette-search]");
  if (search?.parentElement) {
    search.parentElement.hidden = words === "";
    const address = new URL(search.href);
    address.search = new URLSearchParams({ q: words }).toString();
    search.href = address.toString();
    const shown = search.querySelector("[data-palette-words]");
    if (shown) shown.textContent = words;
  }
  const options = visible(dialog);
  const first = words === "" ? 0 : options.findIndex((option) => option.matches("[data-palette-item]"));
  select(input, options, Math.max(0, first));
}

function visible(dialog: HTMLDialogElement): HTMLAnchorElement[] {
  return [...dialog.querySelectorAll<HTMLAnchorElement>("[role=option]")].filter((option) => !option.parentElement?.hidden);
}

function select(input: HTMLInputElement, options: HTMLAnchorElement[], at: number): void {
  const all = input.closest("dialog")?.querySelectorAll("[role=option]") ?? [];
  for (const option of all) option.setAttribute("aria-selected", "false");
  const chosen = options[at];
  chosen?.setAttribute("aria-selected", "true");
  chosen?.scrollIntoView({ block: "nearest" });
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
}
