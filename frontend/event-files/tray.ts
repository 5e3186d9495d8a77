// Files that wait under the line for a new event, and go with it.
import { closest } from "../elements";
import { caughtUp, send, tooLarge } from "./send";
import { Progress } from "./progress";

export class Tray {
  private files: File[] = [];

  constructor() {
    document.addEventListener("change", (event) => {
      const input = closest<HTMLInputElement>(event, "#add [data-attach]");
      if (!input) return;
      this.add([...(input.files ?? [])]);
      input.value = "";
    });
    // Before the page's own hearing, which sends the line alone.
    document.addEventListener(
      "submit",
      (event) => {
        const form = event.target;
        if (!(form instanceof HTMLFormElement) || form.id !== "add" || !this.files.length) return;
        event.preventDefault();
        event.stopPropagation();
        void this.submit(form);
      },
      true,
    );
  }

  private get shelf(): HTMLElement | null {
    return document.querySelector<HTMLElement>("[data-tray]");
  }

  add(files: File[]): void {
    const shelf = this.shelf;
    if (!shelf) return;
    for (const file of files) {
      const refused = tooLarge(file, Number(shelf.dataset.most ?? 0));
      if (refused) {
        shelf.hidden = false;
        new Progress(shelf, file.name).fail(refused.error ?? "");
      } else this.files.push(file);
    }
    this.draw();
    document.getElementById("quick")?.focus();
  }

  private draw(): void {
    const shelf = this.shelf;
    if (!shelf) return;
    for (const chip of shelf.querySelectorAll(".waiting")) chip.remove();
    for (const file of this.files) {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "chip waiting";
      chip.textContent = `${file.name} ×`;
      chip.setAttribute("aria-label", `${file.name}: leave it out`);
      chip.addEventListener("click", () => {
        this.files = this.files.filter((one) => one !== file);
        this.draw();
        document.getElementById("quick")?.focus();
      });
      shelf.append(chip);
    }
    shelf.hidden = shelf.childElementCount === 0;
  }

  private async submit(form: HTMLFormElement): Promise<void> {
    const shelf = this.shelf;
    const line = form.querySelector<HTMLInputElement>("#quick");
    const sent = [...this.files];
    if (!shelf || !line || form.dataset.sending !== undefined) return;
    if (!line.value.trim()) {
      this.say("Write what happened, with its time before it. The files wait here and go with it.", true);
      line.focus();
      return;
    }
    form.dataset.sending = "";
    const body = new FormData(form);
    body.delete("files");
    for (const file of sent) body.append("files", file, file.name);
    body.set("seen", form.closest<HTMLElement>("[data-seen]")?.dataset.seen ?? "0");
    const progress = new Progress(shelf, `Adding the event with ${sent.length === 1 ? sent[0]?.name : `${sent.length} files`}`);
    const answer = await send(form.action || location.href, body, (share) => progress.show(share));
    delete form.dataset.sending;
    if (answer.error) {
      progress.fail(answer.error);
      return;
    }
    progress.done("");
    this.files = this.files.filter((one) => !sent.includes(one));
    this.draw();
    line.value = "";
    line.focus();
    this.say("", false);
    caughtUp();
  }

  private say(words: string, isWrong: boolean): void {
    const shown = document.getElementById("reads-as");
    if (!shown) return;
    shown.textContent = words;
    shown.classList.toggle("err", isWrong);
  }
}
