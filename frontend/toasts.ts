import { closest } from "./elements";

const LASTS = 8000;

/** A message goes by itself after eight seconds, unless somebody is at it or it tells of trouble. */
export function toasts(): void {
  document.addEventListener("click", (event) => {
    if (closest(event, "[data-toast-close]")) closest(event, "[data-toast]")?.remove();
  });
  const shelf = document.getElementById("toasts");
  if (!shelf) return;
  const seen = new WeakSet<Element>();
  const look = (): void => {
    for (const toast of shelf.querySelectorAll("[data-toast]:not(.lasting)")) {
      if (seen.has(toast)) continue;
      seen.add(toast);
      leave(toast);
    }
  };
  new MutationObserver(look).observe(shelf, { childList: true });
  look();
}

function leave(toast: Element): void {
  window.setTimeout(() => {
    if (toast.matches(":hover, :focus-within") || toast.querySelector("button:not([data-toast-close]), a")?.matches(":focus")) leave(toast);
    else toast.remove();
  }, LASTS);
}
