import type { Clock } from "./clock";
import { duration } from "./clock";
import type { Frame, Happening } from "./data";
import { type LaneBox, type Mark, ROW } from "./layout";
import { type Scale, baseOf } from "./scale";
import { tipOf, widthOf } from "./words";

const SVG = "http://www.w3.org/2000/svg";
const PHASE_ROW = 32, AXIS_HEIGHT = 38, TOP = 8;

export interface Picture { svg: SVGSVGElement; axisY: number }

interface Heading { isDeep: boolean; name: string; span: string; x: number; width: number; textX: number; row: number }

/** The names of the phases that are in view, and how high they stand; names that would touch go to rows of their own. */
export function headingsOf(frame: Frame, scale: Scale): Heading[] {
  const ends: number[] = [];
  const found: Heading[] = [];
  const phases = frame.phases.filter(([, from, to]) => to > from).sort((a, b) => a[1] - b[1] || a[2] - b[2]);
  for (const [number, [name, from, to]] of phases.entries()) {
    const x1 = Math.max(scale.left, scale.x(from)), x2 = Math.min(scale.right, scale.x(to));
    if (x2 <= x1) continue;
    const span = duration(to - from);
    const wide = Math.max(widthOf(name) * 1.05, widthOf(span, 11));
    const textX = Math.min(x1 + 6, scale.right - wide);
    const free = ends.findIndex((end) => textX > end);
    const row = free < 0 ? ends.length : free;
    ends[row] = textX + wide + 8;
    found.push({ isDeep: number % 2 === 1, name, span, x: x1, width: Math.max(2, x2 - x1), textX, row });
  }
  return found;
}

export function topOf(headings: Heading[]): number {
  return headings.length ? TOP + 6 + PHASE_ROW * (1 + Math.max(...headings.map((one) => one.row))) : TOP;
}

/** The whole drawing for one view, in the same classes as the server's. */
export function paint(frame: Frame, scale: Scale, clock: Clock, headings: Heading[], lanes: LaneBox[], size: { width: number; before: SVGSVGElement }): Picture {
  const axisY = lanes.at(-1)?.bottom ?? topOf(headings) + 60;
  const height = axisY + AXIS_HEIGHT;
  const svg = node("svg", { class: "draw natural", width: size.width, height, viewBox: `0 0 ${size.width} ${height}`, role: "group" });
  for (const name of ["aria-labelledby", "aria-describedby"]) svg.setAttribute(name, size.before.getAttribute(name) ?? "");
  svg.append(...[...size.before.children].filter((child) => child.matches("title, desc")).map((child) => child.cloneNode(true)));
  const ground = node("g", { "aria-hidden": "true" });
  for (const one of headings) {
    ground.append(node("rect", { class: one.isDeep ? "band-2" : "band", x: one.x, y: TOP, width: one.width, height: axisY - TOP }));
  }
  for (const x of scale.days(clock)) ground.append(node("path", { class: "day", d: `M${n(x)} ${TOP}V${n(axisY)}` }));
  svg.append(ground);
  for (const one of headings) svg.append(text("t-b", one.textX, 24 + one.row * PHASE_ROW, one.name), text("t-s", one.textX, 39 + one.row * PHASE_ROW, one.span));
  svg.append(axis(frame, scale, clock, axisY));
  for (const lane of lanes) svg.append(...laneOf(lane, frame, scale, clock, lane === lanes.at(-1)));
  return { svg, axisY };
}

function axis(frame: Frame, scale: Scale, clock: Clock, y: number): SVGElement {
  const group = node("g", { "aria-hidden": "true" });
  group.append(node("path", { class: "axis", d: `M${n(scale.left)} ${n(y)}H${n(scale.right)}` }));
  const stretches = scale.stretches();
  for (const [place, [, end]] of stretches.entries()) {
    const next = stretches[place + 1];
    if (!next) continue;
    const x = scale.fromBase((baseOf(frame, end) + baseOf(frame, next[0])) / 2);
    if (x < scale.left || x > scale.right) continue;
    group.append(node("path", { class: "fold", d: `M${n(x)} ${TOP}V${n(y)}` }), node("path", { class: "fold-mark", d: `M${n(x)} ${n(y)}m-6 5l5-10m3 10l5-10` }));
    group.append(text("t-s mid", x, y + 20, duration(next[0] - end)));
  }
  for (const tick of scale.ticks(clock)) {
    group.append(node("path", { class: "axis", d: `M${n(tick.x)} ${n(y)}v6` }), text("t-s mid", tick.x, y + 20, tick.label));
    if (tick.day) group.append(text("t-s mid", tick.x, y + 34, tick.day));
  }
  if (scale.left > 60) group.append(text("t-s", 0, y + 20, frame.corner));
  return group;
}

function laneOf(lane: LaneBox, frame: Frame, scale: Scale, clock: Clock, isLast: boolean): SVGElement[] {
  const isNarrow = scale.left < 60;
  const nameY = isNarrow ? lane.y + 16 : lane.rowsY + ROW / 2 + 4;
  const found: SVGElement[] = [text("t-b", 0, nameY, lane.name)];
  if (lane.words) found.push(isNarrow ? text("t-s", widthOf(lane.name) + 14, nameY, lane.words) : text("t-s", 0, nameY + 15, lane.words));
  if (!isLast) found.push(node("path", { class: "hair", d: `M0 ${n(lane.bottom)}H${n(scale.right)}` }));
  if (lane.steps) found.push(node("path", { class: "dens", d: lane.steps }));
  if (lane.marks.length) {
    const list = node("g", { role: "list", "aria-label": lane.name });
    list.append(...lane.marks.map((mark) => markOf(mark, lane, frame, clock)));
    found.push(list);
  }
  return found;
}

function markOf(mark: Mark, lane: LaneBox, frame: Frame, clock: Clock): SVGElement {
  const { one } = mark;
  const many = mark.pile.length > 1;
  const tip = many ? `${mark.pile.length} events, the first: ${tipOf(one, frame, clock)}` : tipOf(one, frame, clock);
  const group = node("g", { class: "mark", role: "listitem", "data-i": one.index });
  if (many) group.setAttribute("data-n", String(mark.pile.length));
  let holder: SVGElement = group;
  if (one.href) {
    holder = node("a", { href: one.href });
    group.append(holder);
  }
  holder.setAttribute("tabindex", "-1");
  holder.setAttribute("aria-label", tip);
  const y = lane.rowsY + ROW / 2 + mark.row * ROW;
  holder.append(...shapes(mark, y, frame, many));
  if (!many && isApart(mark)) group.append(beside(mark, y));
  return group;
}

function shapes(mark: Mark, y: number, frame: Frame, many: boolean): SVGElement[] {
  const { one, x1, x2 } = mark;
  if (many) return [node("circle", { class: "pile", cx: mark.x, cy: y, r: 5 }), text("", mark.x + 9, y + 4, `+${mark.pile.length}`)];
  const found: SVGElement[] = [];
  if (one.until !== undefined) {
    found.push(node("rect", { class: one.isRuledOut ? "hyp-no" : "hyp-yes", x: x1, y: y - 10, width: Math.max(1, x2 - x1), height: 20, rx: 4 }));
    if (mark.inside && mark.side !== "over") found.push(text(one.isRuledOut ? "" : "on", x1 + 8, y + 4, mark.inside));
  } else {
    if (one.latest !== undefined || one.isAbout) found.push(node("rect", { class: "soft", x: x1, y: y - 8, width: x2 - x1, height: 16, rx: 8 }));
    if (one.repeats > 1) found.push(trail(mark.x, Math.max(mark.x + 10, x2 - 2), y));
    found.push(shape(one, mark.x, y, frame));
  }
  if (mark.label && !isApart(mark)) found.push(beside(mark, y));
  return found;
}

/** After words that are shortened, a note would make what is seen differ from the name of the link, so it stands beside the link. */
function isApart(mark: Mark): boolean {
  if (!mark.note) return false;
  return mark.label ? mark.label.endsWith("…") : mark.side !== "none" && mark.side !== "over";
}

function beside(mark: Mark, y: number): SVGElement {
  const { one } = mark;
  const tone = one.emphasis === 3 || (one.until !== undefined && !one.isRuledOut) ? "t-a" : one.emphasis === 2 ? "t-b" : "";
  const isLeft = mark.side === "left";
  const words = text(`${tone} ${isLeft ? "end" : ""}`.trim(), isLeft ? mark.x1 - 9 : mark.x2 + 9, y + 4, mark.label);
  if (mark.note) {
    const note = node("tspan", { class: "t-s" });
    if (mark.label) note.setAttribute("dx", "6");
    note.textContent = mark.note;
    words.append(note);
  }
  return words;
}

function shape(one: Happening, x: number, y: number, frame: Frame): SVGElement {
  const [kind, tone] = frame.shapes[one.emphasis] ?? ["circle", "ink"];
  const look = one.isLater ? `${tone}-o` : tone;
  if (kind === "square") return node("rect", { class: look, x: x - 5, y: y - 5, width: 10, height: 10, rx: 1 });
  if (kind === "diamond") return node("path", { class: look, d: `M${n(x)} ${n(y)}m0-6.5l6.5 6.5-6.5 6.5-6.5-6.5z` });
  return node("circle", { class: look, cx: x, cy: y, r: 5 });
}

function trail(x: number, end: number, y: number): SVGElement {
  const strokes = Math.min(12, Math.max(1, Math.floor((end - x) / 6)));
  const ticks = Array.from({ length: strokes }, (_, place) => `M${n(x + ((end - x) / strokes) * (place + 1))} ${n(y - 4)}v8`);
  return node("path", { class: "trail", d: `M${n(x)} ${n(y)}H${n(end)}${ticks.join("")}` });
}

/** The ground behind a range that was chosen. */
export function rangeOf(x1: number, x2: number, axisY: number): SVGElement {
  return node("rect", { class: "brush", x: Math.min(x1, x2), y: TOP, width: Math.max(1, Math.abs(x2 - x1)), height: axisY - TOP });
}

function text(tone: string, x: number, y: number, words: string): SVGElement {
  const found = node("text", { x, y });
  if (tone) found.setAttribute("class", tone);
  found.textContent = words;
  return found;
}

function node<K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string | number>): SVGElementTagNameMap[K] {
  const found = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, typeof value === "number" ? n(value) : value);
  return found;
}

function n(number: number): string {
  return String(Math.round(number * 10) / 10);
}
