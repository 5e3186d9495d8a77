import { applyTheme, chosenTheme, keepTheme, type Theme } from "./theme";

/** Radio buttons inside `[data-theme-choice]`; every such group on the page says the same. */
export function themeChoice(): void {
  show(chosenTheme());
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.closest("[data-theme-choice]")) return;
    const theme = input.value as Theme;
    keepTheme(theme);
    applyTheme(theme);
    show(theme);
  });
  window.addEventListener("storage", () => {
    applyTheme(chosenTheme());
    show(chosenTheme());
  });
}

function show(theme: Theme): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("[data-theme-choice] input")) input.checked = input.value === theme;
}
