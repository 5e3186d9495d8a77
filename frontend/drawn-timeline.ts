import { closest } from "./elements";
import { Clock } from "./drawn-timeline/clock";
import { type Frame, type Happening, type LanesBy, happeningsOf } from "./drawn-timeline/data";
import { filters } from "./drawn-timeline/filters";
import { lanesOf, layout } from "./drawn-timeline/layout";
import { type Picture, headingsOf, paint, rangeOf, topOf } from "./drawn-timeline/paint";
import { gestures } from "./drawn-timeline/gestures";
import { type View, Scale, baseOf } from "./drawn-timeline/scale";
import { tipOf } from "./drawn-timeline/words";
import { Tip } from "./drawn-timeline/tip";
import { keys } from "./drawn-timeline/keys";

const CLOSEST = 1 / 4000;
const GUTTER = 112, NARROW = 640;

/** What is left out of the drawing, by what the reader chose. */
export interface Choice { by: LanesBy; lanes: Set<string>; onlyStarred: boolean; kind: string }

/**
 * `<drawn-timeline>` around the server's drawing and its table, from which it takes its data. Until somebody looks closer, leaves something
 * out or walks to an event that has no mark, the server's drawing stays, where there is room for it.
 */
export class DrawnTimeline extends HTMLElement {
  frame!: Frame;
  clock!: Clock;
  canvas!: HTMLElement;
  view!: View;
  choice!: Choice;
  tip!: Tip;
  range: [from: number, to: number] | null = null;
  private whole!: SVGSVGElement;
  private picture!: Picture;
  private scale!: Scale;
  private read: Happening[] | null = null;
  private held = -1;
  private waiting = 0;
  private width = 0;
  private leaving = new AbortController();

  connectedCallback(): void {
    const canvas = this.querySelector<HTMLElement>("[data-canvas]");
    const svg = canvas?.querySelector("svg");
    if (!this.dataset["frame"] || !canvas || !svg) return;
    this.leaving = new AbortController();
    this.frame = JSON.parse(this.dataset["frame"]) as Frame;
    this.clock = new Clock(this.frame.zone);
    this.canvas = canvas;
    this.whole = svg;
    this.picture = { svg, axisY: svg.viewBox.baseVal.height - 38 };
    this.view = this.all();
    this.scale = new Scale(this.frame, this.view, this.frame.left, this.frame.right);
    this.choice = { by: this.frame.by, lanes: new Set(), onlyStarred: false, kind: "" };
    this.tip = new Tip(this);
    const { signal } = this.leaving;
    this.querySelector("[data-do]")?.closest<HTMLElement>(".drawn-tools")?.removeAttribute("hidden");
    this.addEventListener("click", (event) => this.pressed(event), { signal });
    gestures(this, signal);
    keys(this, signal);
    filters(this, signal);
    if (this.isNarrow) this.draw();
    else this.rove();
    const watcher = new ResizeObserver(() => {
      if ((this.picture.svg !== this.whole || this.isNarrow) && canvas.clientWidth !== this.width) this.later();
    });
    watcher.observe(canvas);
    signal.addEventListener("abort", () => watcher.disconnect());
  }

  disconnectedCallback(): void {
    this.leaving.abort();
  }

  get happenings(): Happening[] {
    const rows = this.querySelector<HTMLTableSectionElement>("[data-rows]");
    return (this.read ??= rows ? happeningsOf(rows) : []);
  }

  get isClose(): boolean {
    return this.view.to - this.view.from < (this.frame.right - this.frame.left) * 0.999;
  }

  /** On a phone the server's drawing would have to be pushed about: there it is drawn to fit. */
  get isNarrow(): boolean {
    return this.canvas.clientWidth < NARROW;
  }

  get svg(): SVGSVGElement {
    return this.picture.svg;
  }

  get axisY(): number {
    return this.picture.axisY;
  }

  /** Those that the filters let through, in the order of time. */
  chosen(): Happening[] {
    const { choice } = this;
    const hidden = lanesOf(this.happenings, this.frame, choice.by).filter(({ name }) => choice.lanes.has(name));
    return this.happenings.filter(
      (one) => (!choice.onlyStarred || one.isStarred) && (!choice.kind || one.kind === choice.kind) && !hidden.some(({ holds }) => holds(one)),
    );
  }

  /** Where on the whole axis a place on the screen lies. */
  baseAt(clientX: number): number {
    const box = this.svg.getBoundingClientRect();
    return this.scale.toBase(((clientX - box.left) * this.svg.viewBox.baseVal.width) / box.width);
  }

  /** How many pixels of the whole axis one pixel of the screen is. */
  get perPixel(): number {
    const box = this.svg.getBoundingClientRect();
    return ((this.view.to - this.view.from) / (this.scale.right - this.scale.left)) * (this.svg.viewBox.baseVal.width / box.width);
  }

  zoom(factor: number, around = (this.view.from + this.view.to) / 2): void {
    const span = (this.view.to - this.view.from) / factor;
    const share = (around - this.view.from) / (this.view.to - this.view.from);
    this.show(around - span * share, around + span * (1 - share));
  }

  pan(pixels: number): void {
    this.show(this.view.from + pixels, this.view.to + pixels);
  }

  /** Show a part of the axis, held within the whole and not closer than sense allows. */
  show(from: number, to: number): void {
    const all = this.all();
    const span = Math.min(all.to - all.from, Math.max((all.to - all.from) * CLOSEST, to - from));
    const middle = (from + to) / 2;
    const start = Math.min(all.to - span, Math.max(all.from, middle - span / 2));
    this.view = { from: start, to: start + span };
    this.later();
  }

  /** Show all again: the server's own drawing, where nothing is left out. */
  reset(): void {
    this.view = this.all();
    this.later();
  }

  select(range: [number, number] | null): void {
    this.range = range;
    this.svg.querySelector(".brush")?.remove();
    if (range) {
      const [x1, x2] = range.map((base) => Math.min(this.scale.right, Math.max(this.scale.left, this.scale.fromBase(base)))) as [number, number];
      this.svg.querySelector("desc")?.after(rangeOf(x1, x2, this.axisY));
    }
    this.say();
  }

  /** Tell the page which range was chosen, in ISO times; empty where none is. */
  announce(): void {
    const moments = this.range?.map((base) => new Date((this.secondsOf(base) + this.frame.start) * 1000).toISOString());
    this.dispatchEvent(new CustomEvent("drawn-timeline:range", { bubbles: true, detail: { from: moments?.[0] ?? "", to: moments?.[1] ?? "" } }));
  }

  /** Put the keyboard on an event, and draw it where it had no mark of its own. */
  walkTo(one: Happening): void {
    this.held = one.index;
    const base = baseOf(this.frame, one.at);
    const span = this.view.to - this.view.from;
    if (base < this.view.from || base > this.view.to) this.view = this.within(base - span / 2, span);
    const drawn = this.svg.querySelector(`[data-i="${one.index}"]:not([data-n])`);
    if (!drawn || base < this.scale.view.from || base > this.scale.view.to) this.draw();
    this.focusOn(one.index);
  }

  /** The keyboard is on this mark, by whatever way it came. */
  hold(mark: Element): void {
    this.held = Number(mark.getAttribute("data-i"));
    this.rove();
    this.tip.show(mark);
  }

  happening(mark: Element): Happening | undefined {
    const index = Number(mark.getAttribute("data-i"));
    return this.happenings.find((one) => one.index === index);
  }

  tipFor(mark: Element): string {
    const one = this.happening(mark);
    const many = mark.getAttribute("data-n");
    return one ? `${many ? `${many} events; closer with Enter. The first: ` : ""}${tipOf(one, this.frame, this.clock)}` : "";
  }

  /** Go to the event's own row; where the page does not have it, to its row in the table. */
  open(mark: Element): boolean {
    const one = this.happening(mark);
    const many = Number(mark.getAttribute("data-n") ?? 1);
    if (!one) return false;
    if (many > 1) {
      this.zoom(4, baseOf(this.frame, one.at));
      return true;
    }
    if (one.href && (!one.href.startsWith("#") || document.getElementById(one.href.slice(1)))) return false;
    const table = one.row.closest("details");
    if (table) table.open = true;
    one.row.tabIndex = -1;
    one.row.focus();
    one.row.scrollIntoView({ block: "center" });
    return true;
  }

  /** Draw once before the next picture of the screen, however often something changed. */
  later(): void {
    this.waiting ||= requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    const had = document.activeElement && this.svg.contains(document.activeElement) ? this.held : -1;
    const isWhole = !this.isClose && !this.isNarrowed() && !this.isNarrow && had < 0;
    this.picture = isWhole ? { svg: this.whole, axisY: this.whole.viewBox.baseVal.height - 38 } : this.painted();
    if (isWhole) this.scale = new Scale(this.frame, this.view, this.frame.left, this.frame.right);
    this.canvas.replaceChildren(this.picture.svg);
    this.canvas.classList.toggle("is-close", this.isClose);
    this.querySelector<HTMLElement>("[data-unlabelled]")?.toggleAttribute("hidden", !isWhole);
    for (const button of this.querySelectorAll<HTMLButtonElement>("[data-do=all]")) button.disabled = !this.isClose && !this.isNarrowed();
    this.tip.hide();
    this.rove();
    this.select(this.range);
    if (had >= 0) this.focusOn(had);
  }

  private painted(): Picture {
    const width = Math.max(300, this.canvas.clientWidth);
    this.width = this.canvas.clientWidth;
    const isNarrow = this.isNarrow;
    this.scale = new Scale(this.frame, this.view, isNarrow ? 8 : GUTTER, width - 8);
    const first = this.scale.seconds(this.scale.left), last = this.scale.seconds(this.scale.right);
    const all = !this.isClose;
    const seen = this.chosen().filter((one) => all || (one.at <= last && Math.max(one.at, one.until ?? one.latest ?? one.last ?? one.at) >= first));
    const headings = headingsOf(this.frame, this.scale);
    const wish = { frame: this.frame, scale: this.scale, clock: this.clock, by: this.choice.by, isNarrow, held: this.held };
    const lanes = layout(seen, lanesOf(this.happenings, this.frame, this.choice.by), wish, topOf(headings));
    return paint(this.frame, this.scale, this.clock, headings, lanes, { width, before: this.whole });
  }

  private isNarrowed(): boolean {
    const { choice } = this;
    return choice.onlyStarred || choice.kind !== "" || choice.lanes.size > 0 || choice.by !== this.frame.by;
  }

  /** Exactly one mark takes the Tab key; the arrows go on from there. */
  private rove(): void {
    const marks = [...this.svg.querySelectorAll<SVGElement>(".mark")];
    const one = marks.find((mark) => mark.getAttribute("data-i") === String(this.held)) ?? marks[0];
    for (const mark of marks) (mark.querySelector("a") ?? mark).setAttribute("tabindex", mark === one ? "0" : "-1");
  }

  private focusOn(index: number): void {
    const mark = this.svg.querySelector(`[data-i="${index}"]`);
    this.held = index;
    this.rove();
    (mark?.querySelector<SVGElement>("a") ?? (mark as SVGElement | null))?.focus({ preventScroll: true });
    mark?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Say in words what is to be seen: the part of the time, and how many events of all. */
  private say(): void {
    const says = this.querySelector<HTMLElement>("[data-says]");
    if (!says) return;
    const range = this.range ?? (this.isClose ? [this.view.from, this.view.to] : null);
    const some = this.chosen();
    const [from, to] = range ? range.map((base) => this.secondsOf(base)) as [number, number] : [-Infinity, Infinity];
    const count = some.filter((one) => one.at >= from && one.at <= to).length;
    const words = range ? `${this.range ? "Chosen: " : ""}${this.moments(from, to)}, ` : "";
    says.textContent = range || this.isNarrowed() ? `${words}${count.toLocaleString("en")} of ${this.happenings.length.toLocaleString("en")} events` : "";
    this.querySelector<HTMLElement>("[data-range]")?.toggleAttribute("hidden", !this.range);
  }

  private moments(from: number, to: number): string {
    const fine = to - from > 7200 ? 60 : 1;
    const [first, last] = [from, to].map((at) => Math.round((at + this.frame.start) / fine) * fine) as [number, number];
    const day = this.clock.day(last);
    return `${this.clock.day(first)}, ${this.clock.time(first)} to ${day === this.clock.day(first) ? "" : `${day}, `}${this.clock.time(last)}`;
  }

  private secondsOf(base: number): number {
    return this.scale.seconds(this.scale.fromBase(base));
  }

  private all(): View {
    return { from: this.frame.left, to: this.frame.right };
  }

  private within(from: number, span: number): View {
    const all = this.all();
    const start = Math.min(all.to - span, Math.max(all.from, from));
    return { from: start, to: start + span };
  }

  private pressed(event: MouseEvent): void {
    const mark = closest<SVGElement>(event, ".mark");
    if (mark && !event.ctrlKey && !event.metaKey && this.open(mark)) event.preventDefault();
    const button = closest<HTMLElement>(event, "[data-do], [data-lanes]");
    if (!button) return;
    if (button.dataset["lanes"]) {
      this.choice = { ...this.choice, by: button.dataset["lanes"] as LanesBy, lanes: new Set() };
      this.dispatchEvent(new CustomEvent("drawn-timeline:lanes"));
      this.later();
    }
    switch (button.dataset["do"]) {
      case "closer": return this.zoom(2);
      case "wider": return this.zoom(0.5);
      case "range": {
        const range = this.range;
        this.select(null);
        if (range) this.show(...range);
        return;
      }
      case "forget":
        this.select(null);
        this.announce();
        return;
      case "all":
        this.choice = { by: this.frame.by, lanes: new Set(), onlyStarred: false, kind: "" };
        this.dispatchEvent(new CustomEvent("drawn-timeline:lanes"));
        this.select(null);
        this.reset();
    }
  }
}

export function drawnTimelines(): void {
  if (!customElements.get("drawn-timeline")) customElements.define("drawn-timeline", DrawnTimeline);
}
