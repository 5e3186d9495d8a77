// How far a file is, as a message that stays until it is there.

const STAYS = 6000; // milliseconds that good news is shown

export class Progress {
  private readonly box = document.createElement("div");
  private readonly words = document.createElement("p");
  private readonly bar = document.createElement("progress");

  constructor(shelf: Element, words: string) {
    this.box.className = "toast lasting file-progress";
    this.box.dataset.toast = "info";
    this.words.textContent = words;
    this.bar.max = 1;
    this.bar.setAttribute("aria-label", words);
    this.box.append(this.words, this.bar);
    shelf.append(this.box);
  }

  show(share: number): void {
    if (share < 1) this.bar.value = share;
    else this.bar.removeAttribute("value"); // all is sent; the server looks at it
  }

  done(words: string): void {
    if (!words) {
      this.box.remove();
      return;
    }
    this.bar.remove();
    this.words.textContent = words;
    window.setTimeout(() => this.box.remove(), STAYS);
  }

  fail(words: string): void {
    this.bar.remove();
    this.words.textContent = words;
    this.box.dataset.toast = "warning";
    this.box.classList.add("failed");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn tight";
    close.textContent = "Close";
    close.addEventListener("click", () => this.box.remove());
    this.box.append(close);
  }
}
