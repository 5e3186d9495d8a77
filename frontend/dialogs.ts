import { closest } from "./elements";

/** `data-dialog="id"` opens a dialog; `data-dialog-close` inside, Escape and a click beside it close it. */
export function dialogs(): void {
  document.addEventListener("click", (event) => {
    const opener = closest<HTMLElement>(event, "[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog ?? "");
      if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
      return;
    }
    const closer = closest<HTMLElement>(event, "[data-dialog-close]");
    if (closer) closer.closest("dialog")?.close();
    else if (event.target instanceof HTMLDialogElement && isBeside(event.target, event)) event.target.close();
  });
}

function isBeside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
