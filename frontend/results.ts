import { closest, isWriting } from "./elements";

/**
 * Up and down walk through the links of a list marked `[data-results]`. From a search box on the page, down enters the list;
 * up from its first link goes back to the box. Enter follows a link by itself.
 */
export function results(): void {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    const box = closest<HTMLInputElement>(event, "main input[type=search]");
    const inside = closest<HTMLElement>(event, "[data-results]");
    if ((!box && isWriting(event)) || (!box && !inside) || event.defaultPrevented) return;
    if (box?.getAttribute("aria-expanded") === "true") return;
    const links = linksOf(inside ?? document.querySelector<HTMLElement>("[data-results]"));
    if (links.length === 0) return;
    const at = links.findIndex((link) => link === document.activeElement || link.getAttribute("aria-current") === "true");
    if (box) {
      if (step > 0) go(links, 0);
      else return;
    } else if (at + step < 0) {
      clear(links);
      document.querySelector<HTMLInputElement>("main input[type=search]")?.focus();
    } else if (at + step < links.length) {
      go(links, at + step);
    }
    event.preventDefault();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target instanceof HTMLElement && event.target.matches("[data-result]")) event.target.removeAttribute("aria-current");
  });
}

function linksOf(list: HTMLElement | null): HTMLElement[] {
  return list ? [...list.querySelectorAll<HTMLElement>("[data-result]")] : [];
}

function clear(links: HTMLElement[]): void {
  for (const link of links) link.removeAttribute("aria-current");
}

function go(links: HTMLElement[], at: number): void {
  clear(links);
  const link = links[at];
  link?.focus();
  link?.setAttribute("aria-current", "true");
  link?.closest("article, li, tr")?.scrollIntoView({ block: "nearest" });
}
