import { all } from "./elements";

type Kept = Record<string, string[]>;

const PREFIX = "secondstory.kept.";
const SENT = ".sent";

/**
 * `<form data-keep="name">`: what is typed is kept in this tab until it is saved. When the page is opened again without that,
 * it is put in again and the sign `[data-kept]` says so. Saved means: it was sent, and a page came back that says it worked.
 * A sign-in page in between, a lost connection or an error leaves everything where it is.
 */
export function keptForms(root: ParentNode): void {
  if (document.querySelector("[data-toast=success]")) forgetWhatWasSent();
  for (const form of all<HTMLFormElement>(root, "form[data-keep]")) {
    if (form.dataset.keepReady) continue;
    form.dataset.keepReady = "yes";
    const key = PREFIX + location.pathname + ":" + (form.dataset.keep ?? "");
    restore(form, key);
    const keep = (): void => write(key, values(form));
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("reset", () => forget(form, key));
    form.addEventListener("submit", () => write(key + SENT, {}));
    form.querySelector("[data-forget]")?.addEventListener("click", () => {
      forget(form, key);
      form.reset();
    });
  }
}

function forgetWhatWasSent(): void {
  sessionStorageSafely((storage) => {
    const sent = Object.keys(storage).filter((key) => key.startsWith(PREFIX) && key.endsWith(SENT));
    for (const key of sent) {
      storage.removeItem(key);
      storage.removeItem(key.slice(0, -SENT.length));
    }
  });
}

/** Put back what was typed. Where the page already says the same, it was saved and need not be kept. */
function restore(form: HTMLFormElement, key: string): void {
  const kept = read(key);
  if (!kept) return;
  let changed = false;
  const turn = new Map<string, number>();
  for (const control of controls(form)) {
    const nth = turn.get(control.name) ?? 0;
    turn.set(control.name, nth + 1);
    const words = kept[control.name];
    if (words) changed = put(control, words, nth) || changed;
  }
  if (changed) say(form);
  else if (!form.querySelector("[aria-invalid=true], [data-form-errors]")) forget(form, key);
}

/** Inputs that share a name, as in a list of names, take their words in turn. */
function put(control: Control, words: string[], nth: number): boolean {
  if (control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio")) {
    const should = words.includes(control.value);
    if (control.checked === should) return false;
    control.checked = should;
    return true;
  }
  if (control instanceof HTMLSelectElement) {
    let changed = false;
    for (const option of control.options) {
      const should = words.includes(option.value);
      if (option.selected !== should) {
        option.selected = should;
        changed = true;
      }
    }
    return changed;
  }
  const value = words[nth] ?? "";
  if (control.value === value) return false;
  control.value = value;
  return true;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Everything that a person fills in. Passwords, files and hidden fields are never kept. */
function controls(form: HTMLFormElement): Control[] {
  const found = form.querySelectorAll<Control>("input[name], textarea[name], select[name]");
  return [...found].filter((control) => !["password", "file", "hidden", "submit", "button"].includes(control.type));
}

function values(form: HTMLFormElement): Kept {
  const kept: Kept = {};
  for (const control of controls(form)) {
    const list = (kept[control.name] ??= []);
    if (control instanceof HTMLSelectElement) list.push(...[...control.selectedOptions].map((option) => option.value));
    else if (control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio")) {
      if (control.checked) list.push(control.value);
    } else list.push(control.value);
  }
  return kept;
}

function say(form: HTMLFormElement): void {
  const sign = form.querySelector<HTMLElement>("[data-kept]");
  if (sign) sign.hidden = false;
  form.dispatchEvent(new CustomEvent("kept:restored", { bubbles: true }));
}

function forget(form: HTMLFormElement, key: string): void {
  sessionStorageSafely((storage) => {
    storage.removeItem(key);
    storage.removeItem(key + SENT);
  });
  const sign = form.querySelector<HTMLElement>("[data-kept]");
  if (sign) sign.hidden = true;
}

function read(key: string): Kept | null {
  return sessionStorageSafely((storage) => JSON.parse(storage.getItem(key) ?? "null") as Kept | null) ?? null;
}

function write(key: string, kept: Kept): void {
  sessionStorageSafely((storage) => storage.setItem(key, JSON.stringify(kept)));
}

/** Storage can be full, switched off or hold something else; typing goes on then, only unkept. */
function sessionStorageSafely<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
