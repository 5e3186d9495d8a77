/** `<details data-menu>` closes with Escape, with a click elsewhere and when the focus has left it. */
export function menus(): void {
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    }
  });
}

function open(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]");
}

function closeOthers(target: EventTarget | null): void {
  for (const menu of open()) {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  }
}
