import { type Clock, duration } from "./clock";
import type { Frame, Happening } from "./data";

const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

/** How wide words are in the drawing's type face, in pixels. */
export function widthOf(words: string, size = 12): number {
  let width = widths.get(words);
  if (width === undefined) {
    pen ??= document.createElement("canvas").getContext("2d");
    if (!pen) return words.length * 7;
    pen.font = `500 12px ${getComputedStyle(document.documentElement).getPropertyValue("--sans")}`;
    width = pen.measureText(words).width * 1.02;
    if (widths.size > 20_000) widths.clear();
    widths.set(words, width);
  }
  return (width * size) / 12;
}

/** The words, or their beginning with “…” where they are wider; broken at a word where one is near. */
export function shortened(words: string, most: number): string {
  const text = words.slice(0, 160);
  if (text.length === words.length && widthOf(text) <= most) return text;
  let low = 0, high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(`${text.slice(0, middle)}…`) <= most) low = middle;
    else high = middle - 1;
  }
  const kept = text.slice(0, low);
  const atWord = kept.slice(0, Math.max(0, kept.lastIndexOf(" ")));
  return `${(atWord || kept).replace(/[ ,;:.–]+$/, "")}…`;
}

/** What is to be known of an event beside its words; see design/drawing/marks.py. */
export function noteOf(one: Happening, frame: Frame, clock: Clock): string {
  const notes: string[] = [];
  if (one.until !== undefined) notes.push(`${one.isRuledOut ? "ruled out after " : ""}${duration(one.until - one.at)}`);
  if (one.latest !== undefined) notes.push(`between ${clock.time(one.at + frame.start)} and ${clock.time(one.latest + frame.start)}`);
  else if (one.isAbout) notes.push("about");
  if (one.repeats > 1) notes.push(`×${one.repeats}${one.last === undefined ? "" : `, last ${clock.time(one.last + frame.start)}`}`);
  if (one.isLater) notes.push("learnt later");
  return notes.join(", ");
}

/** Tue 10 Nov, 14:04 CET: the words. */
export function tipOf(one: Happening, frame: Frame, clock: Clock): string {
  const moment = one.at + frame.start;
  const note = noteOf(one, frame, clock);
  return `${clock.day(moment)}, ${clock.time(moment)} ${frame.corner}: ${one.label.slice(0, 300)}${note ? ` (${note})` : ""}`;
}
