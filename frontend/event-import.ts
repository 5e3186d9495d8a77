import { all } from "./elements";

/**
 * `<form data-event-drop>`: files dropped on it, and with the value `anywhere` on its page, are sent by it, with how far the upload is.
 * `<form data-event-choice>`: its button counts what is chosen over all pages of the preview, and one box chooses a whole page.
 * Both forms work without this: a file control, and one button.
 */
export function eventImport(root: ParentNode): void {
  for (const form of all<HTMLFormElement>(root, "form[data-event-drop]")) dropped(form);
  for (const form of all<HTMLFormElement>(root, "form[data-event-choice]")) counted(form);
}

function dropped(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!input || form.dataset.ready) return;
  form.dataset.ready = "yes";
  const place: Document | HTMLElement = form.dataset.eventDrop === "anywhere" ? document : form;
  const brings = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  const show = (over: boolean): void => void document.documentElement.classList.toggle("drops-files", over);
  document.addEventListener("dragenter", (event) => show(brings(event)), { capture: true });
  document.addEventListener("dragleave", (event) => show(brings(event) && event.relatedTarget !== null), { capture: true });
  document.addEventListener("drop", () => show(false), { capture: true });
  for (const name of ["dragenter", "dragover"] as const) {
    place.addEventListener(name, (event) => {
      if (!(event instanceof DragEvent) || !brings(event)) return;
      taken(event); // what else the page does with files is not done here
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    });
  }
  place.addEventListener("drop", (event) => {
    const files = event instanceof DragEvent ? event.dataTransfer?.files : undefined;
    if (!files?.length) return;
    taken(event);
    give(form, input, files);
  });
  form.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length || event.clipboardData?.getData("text/plain")) return;
    taken(event);
    give(form, input, files);
  });
  form.addEventListener("submit", (event) => {
    if (!input.files?.length) return;
    event.preventDefault();
    send(form);
  });
}

function taken(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

function give(form: HTMLFormElement, input: HTMLInputElement, files: FileList): void {
  input.files = files;
  form.requestSubmit();
}

/** Sends the form and says how far it is; the page that answers is shown as if the browser had sent it. */
function send(form: HTMLFormElement): void {
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  const address = form.action || location.href;
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((100 * event.loaded) / event.total);
    say(form, percent < 100 ? `${percent} % uploaded. Stay on this page until it is all there.` : "All is there and is being looked at.");
  });
  request.addEventListener("load", () => {
    delete form.dataset.sending;
    if (request.status < 400 && request.responseURL !== new URL(address, location.href).href) {
      location.assign(request.responseURL);
      return;
    }
    const answered = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
    const main = document.querySelector("main");
    if (request.status === 422 && answered && main) {
      const adopted = document.importNode(answered, true);
      main.replaceWith(adopted);
      eventImport(adopted);
      adopted.querySelector<HTMLElement>("[data-form-errors]")?.focus();
      return;
    }
    say(form, "The upload did not arrive. Nothing was put into the timeline; try it again.");
  });
  request.addEventListener("error", () => {
    delete form.dataset.sending;
    say(form, "The connection broke before all had arrived. Nothing was put into the timeline; try it again.");
  });
  say(form, "Uploading …");
  request.open("POST", address);
  request.send(new FormData(form));
}

function say(form: HTMLFormElement, words: string): void {
  const line = document.querySelector<HTMLElement>("[data-upload-progress]") ?? form.querySelector<HTMLElement>("[role=status]");
  if (!line) return;
  line.hidden = false;
  line.textContent = words;
}

function counted(form: HTMLFormElement): void {
  if (form.dataset.ready) return;
  form.dataset.ready = "yes";
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[name=event]")];
  const every = form.querySelector<HTMLInputElement>("[data-all]");
  const elsewhere = Number(form.dataset.chosen) - boxes.filter((box) => box.defaultChecked).length;
  const count = (): void => {
    const here = boxes.filter((box) => box.checked).length;
    const chosen = elsewhere + here;
    const button = form.querySelector<HTMLButtonElement>("[data-take]");
    if (button) {
      button.textContent = `Take ${chosen.toLocaleString("en-GB")} event${chosen === 1 ? "" : "s"}`;
      button.disabled = chosen === 0;
    }
    if (every) {
      every.checked = here === boxes.length;
      every.indeterminate = here > 0 && here < boxes.length;
    }
  };
  every?.addEventListener("change", () => {
    for (const box of boxes) box.checked = every.checked;
    count();
  });
  form.addEventListener("change", count);
  count();
}
