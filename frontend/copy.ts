import { closest } from "./elements";

/** `[data-copy]` puts its text on the clipboard and says so. */
export function copyButtons(): void {
  document.addEventListener("click", (event) => {
    const button = closest<HTMLButtonElement>(event, "[data-copy]");
    if (button) void copy(button);
  });
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const words = button.querySelector<HTMLElement>("[data-copy-words]") ?? button;
  const before = button.dataset.copyBefore ?? words.textContent;
  button.dataset.copyBefore = before;
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
    words.textContent = "Copied";
  } catch {
    words.textContent = "Not copied: select it by hand";
  }
  window.setTimeout(() => (words.textContent = before), 2000);
}
