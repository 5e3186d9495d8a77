// A picture seen large, in a dialog: arrows lead to the others of the same event, Escape back to the list.
import { closest } from "../elements";

/** Open what `a[data-picture]` leads to in a dialog; without script the link shows it. */
export function pictureDialog(): void {
  let dialog: HTMLDialogElement | null = null;
  document.addEventListener("click", (event) => {
    const link = closest<HTMLAnchorElement>(event, "a[data-picture]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    dialog?.remove();
    dialog = made(link);
    document.body.append(dialog);
    dialog.showModal();
  });
}

function made(opened: HTMLAnchorElement): HTMLDialogElement {
  const group = opened.closest(".event-files, [data-file-list]");
  const links = [...(group?.querySelectorAll<HTMLAnchorElement>("a[data-picture]") ?? [opened])];
  let place = links.indexOf(opened);
  const dialog = document.createElement("dialog");
  dialog.className = "dialog-box float picture-dialog";
  const image = document.createElement("img");
  const words = document.createElement("figcaption");
  const figure = document.createElement("figure");
  figure.append(image, words);
  const original = document.createElement("a");
  original.textContent = "Open the file";
  original.target = "_blank";
  original.rel = "noopener";
  const bar = document.createElement("div");
  bar.className = "row dialog-actions";
  const where = document.createElement("span");
  where.className = "small quiet num";
  where.setAttribute("aria-live", "polite");
  const show = (): void => {
    const link = links[place];
    const small = link?.querySelector("img");
    if (!link) return;
    image.src = link.href;
    image.alt = small?.alt ?? "";
    words.textContent = small?.alt ?? "";
    original.href = link.href;
    dialog.setAttribute("aria-label", `Picture ${link.dataset.name ?? ""}`);
    where.textContent = links.length > 1 ? `${place + 1} of ${links.length}` : "";
  };
  const step = (by: number): void => {
    place = (place + by + links.length) % links.length;
    show();
  };
  const button = (label: string, pressed: () => void): HTMLButtonElement => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn tight";
    one.textContent = label;
    one.addEventListener("click", pressed);
    return one;
  };
  if (links.length > 1) bar.append(button("Previous", () => step(-1)), button("Next", () => step(1)));
  const close = button("Close", () => dialog.close());
  close.autofocus = true;
  bar.append(where, original, close);
  dialog.append(figure, bar);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1);
    else if (event.key === "ArrowRight") step(1);
  });
  dialog.addEventListener("close", () => dialog.remove());
  show();
  return dialog;
}
