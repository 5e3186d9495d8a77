import type { DrawnTimeline } from "../drawn-timeline";

/** The words of the mark under the pointer or the keyboard, beside it. Screen readers have the mark's own name. */
export class Tip {
  private readonly box = document.createElement("div");

  constructor(private readonly owner: DrawnTimeline) {
    this.box.className = "drawn-tip";
    this.box.setAttribute("aria-hidden", "true");
    this.box.hidden = true;
    owner.append(this.box);
  }

  show(mark: Element): void {
    // The browser's own tip would say the same a second later.
    const title = mark.querySelector("title");
    if (title) (mark.querySelector("a") ?? mark).setAttribute("aria-label", title.textContent ?? "");
    title?.remove();
    this.box.textContent = this.owner.tipFor(mark);
    this.box.hidden = false;
    const shape = (mark.querySelector("rect, circle, path") ?? mark).getBoundingClientRect();
    const home = this.owner.getBoundingClientRect();
    const left = Math.max(0, Math.min(shape.left - home.left, home.width - this.box.offsetWidth - 4));
    const below = shape.bottom - home.top + 8;
    this.box.style.left = `${left}px`;
    this.box.style.top = `${below}px`;
  }

  hide(): void {
    this.box.hidden = true;
  }
}
