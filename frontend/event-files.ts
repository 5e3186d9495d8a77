// Pictures and files on events: by choosing, pasting and dropping, with progress; and pictures seen large.
import { closest } from "./elements";
import { pictureDialog } from "./event-files/picture";
import { Progress } from "./event-files/progress";
import { Tray } from "./event-files/tray";
import { type Answer, caughtUp, namedByTime, send, tooLarge } from "./event-files/send";

type Place = { kind: "row"; row: HTMLElement } | { kind: "form"; field: HTMLElement } | { kind: "new" };

/** Hear of files anywhere on a timeline's page, and on the page of one event. */
export function eventFiles(): void {
  pictureDialog();
  const tray = new Tray();
  document.addEventListener("change", (event) => {
    const input = closest<HTMLInputElement>(event, "[data-files] input[type=file]");
    const field = input?.closest<HTMLElement>("[data-files]");
    if (!input || !field) return;
    const files = [...(input.files ?? [])];
    input.value = "";
    void toForm(field, files);
  });
  document.addEventListener("paste", (event) => pasted(event, tray));
  for (const name of ["dragenter", "dragover"] as const) document.addEventListener(name, (event) => dragged(event));
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) mark(null);
  });
  document.addEventListener("drop", (event) => dropped(event, tray));
}

// Where files go

function pasted(event: ClipboardEvent, tray: Tray): void {
  const files = [...(event.clipboardData?.files ?? [])].map(namedByTime);
  if (!files.length || event.defaultPrevented) return;
  const isWriting = closest(event, "input, textarea") !== null;
  if (isWriting && event.clipboardData?.getData("text/plain")) return; // text that comes with a picture of itself
  const place = placeOf(event.target) ?? placeOfSelected();
  if (!place) return;
  event.preventDefault();
  put(place, files, tray);
}

function dragged(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes("Files") || !mayBeDropped(event.target)) return;
  const place = placeOf(event.target);
  event.preventDefault(); // also beside a row: a browser would leave the page for the file
  event.dataTransfer.dropEffect = place ? "copy" : "none";
  mark(place);
}

function dropped(event: DragEvent, tray: Tray): void {
  mark(null);
  const files = [...(event.dataTransfer?.files ?? [])];
  if (!files.length || !mayBeDropped(event.target)) return;
  event.preventDefault();
  const place = placeOf(event.target);
  if (place) put(place, files, tray);
}

function mayBeDropped(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.matches("input[type=file]")) return false; // a file input takes what is dropped by itself
  return target.closest("timeline-page[data-may-write], form:has([data-files])") !== null;
}

function placeOf(target: EventTarget | null): Place | null {
  if (!(target instanceof Element)) return null;
  const field = target.closest("form")?.querySelector<HTMLElement>("[data-files]");
  if (field) return { kind: "form", field };
  const row = target.closest<HTMLElement>("timeline-page[data-may-write] .ev");
  if (row) return { kind: "row", row };
  return target.closest("#add") ? { kind: "new" } : null;
}

/** Pasted beside everything: onto the event that is selected, else onto the next one that is added. */
function placeOfSelected(): Place | null {
  const page = document.querySelector("timeline-page[data-may-write]");
  if (!page) {
    const field = document.querySelector<HTMLElement>("[data-files]");
    return field ? { kind: "form", field } : null;
  }
  const row = page.querySelector<HTMLElement>(".ev.sel");
  return row ? { kind: "row", row } : { kind: "new" };
}

function mark(place: Place | null): void {
  const now = place?.kind === "row" ? place.row : place?.kind === "form" ? place.field : place ? document.getElementById("add") : null;
  for (const old of document.querySelectorAll(".drop-here")) if (old !== now) old.classList.remove("drop-here");
  now?.classList.add("drop-here");
}

function put(place: Place, files: File[], tray: Tray): void {
  if (place.kind === "row") void toRow(place.row, files);
  else if (place.kind === "form") void toForm(place.field, files);
  else tray.add(files);
}

// Sending

/** One after the other, so that each has its own progress and its own answer. */
async function each(url: string, files: File[], shelf: Element, token: string): Promise<Answer | null> {
  let last: Answer | null = null;
  const added: string[] = [];
  const most = Number(document.querySelector<HTMLElement>("[data-most]")?.dataset.most ?? 0);
  for (const file of files) {
    const progress = new Progress(shelf, `Adding ${file.name}`);
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token);
    body.set("files", file, file.name);
    const answer = tooLarge(file, most) ?? (await send(url, body, (share) => progress.show(share)));
    if (answer.error) progress.fail(answer.error);
    else {
      progress.done(answer.said ?? "");
      if (!answer.said) added.push(file.name);
      last = answer;
    }
  }
  if (added.length) new Progress(shelf, "").done(added.length === 1 ? `${added[0]} is added.` : `${added.length} files are added.`);
  return last;
}

async function toRow(row: HTMLElement, files: File[]): Promise<void> {
  const link = row.querySelector<HTMLAnchorElement>("a[data-edit]");
  const shelf = document.getElementById("toasts");
  if (!link || !shelf) return;
  if (await each(link.href.replace(/edit\/$/, "files/"), files, shelf, tokenOf(document))) caughtUp();
}

async function toForm(field: HTMLElement, files: File[]): Promise<void> {
  const form = field.closest("form");
  const answer = await each(field.dataset.files ?? "", files, field, tokenOf(form ?? document));
  if (!answer || !form) return;
  const list = field.querySelector("[data-file-list]");
  if (list && answer.list !== undefined) withTyped(list, answer.list);
  const version = form.querySelector<HTMLInputElement>("input[name=read_version]");
  if (version && answer.before === Number(version.value)) version.value = String(answer.version); // else somebody else changed it, and saving says so
  caughtUp();
}

/** Put the list of files anew, with the words that were typed and not saved yet. */
function withTyped(list: Element, html: string): void {
  const keyOf = (input: HTMLInputElement): string => (input.type === "checkbox" ? `${input.name}:${input.value}` : input.name);
  const typed = new Map([...list.querySelectorAll("input")].map((input) => [keyOf(input), input]));
  list.innerHTML = html;
  for (const input of list.querySelectorAll("input")) {
    const old = typed.get(keyOf(input));
    if (!old) continue;
    if (input.type === "checkbox") input.checked = old.checked;
    else input.value = old.value;
  }
}

function tokenOf(root: ParentNode): string {
  return root.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}
