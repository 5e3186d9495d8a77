import type { Clock } from "./clock";
import type { Frame, Happening, LanesBy } from "./data";
import type { Scale } from "./scale";
import { noteOf, shortened, widthOf } from "./words";

export const ROW = 24;
const LANE_PADDING = 14, GAP = 9, AIR = 6, PILE = 34, ABOUT = 11;
const DENSE_FROM = 90, MOST_ROWS = 7, MOST_ROWS_WHERE_DENSE = 5, MOST_MARKS = 28;
const STEP = 5, HIGHEST = 24, LOWEST = 2;
const MOST_SOURCES = 8;
const RANKS = [9, 4, 0, 2, 1, 0]; // in the order of Emphasis: plain, alarm, start, decision, milestone, all-clear

export interface Mark {
  one: Happening;
  x1: number;
  x2: number;
  x: number;
  row: number;
  side: "right" | "left" | "none" | "over";
  inside: string;
  label: string;
  note: string;
  pile: Happening[];
}

export interface LaneBox { name: string; words: string; y: number; rowsY: number; bottom: number; marks: Mark[]; steps: string }

export interface Wish {
  frame: Frame;
  scale: Scale;
  clock: Clock;
  by: LanesBy;
  isNarrow: boolean;
  /** The event that must have a mark, since the keyboard is on it. */
  held: number;
}

/** Lanes by kind or by source, of all events, so that lanes stay while one looks closer. */
export function lanesOf(all: Happening[], frame: Frame, by: LanesBy): { name: string; holds: (one: Happening) => boolean }[] {
  if (by === "kind") return frame.lanes.map((name, lane) => ({ name, holds: (one: Happening) => one.lane === lane })).filter(({ holds }) => all.some(holds));
  const counts = new Map<number, number>();
  for (const one of all) counts.set(one.source, (counts.get(one.source) ?? 0) + 1);
  const common = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).slice(0, MOST_SOURCES);
  const lanes = common.map((source) => ({ name: frame.sources[source] ?? "", holds: (one: Happening) => one.source === source }));
  if (counts.size > MOST_SOURCES) lanes.push({ name: "All others", holds: (one) => !common.includes(one.source) });
  return lanes;
}

/** The same rules as the server's; see design/drawing/timeline.py. */
export function layout(seen: Happening[], lanes: ReturnType<typeof lanesOf>, wish: Wish, top: number): LaneBox[] {
  const isDense = seen.length > DENSE_FROM;
  const groups = lanes.map(({ name, holds }) => ({ name, members: seen.filter(holds) })).filter(({ members }) => members.length);
  const counts = isDense ? groups.map(({ members }) => countsOf(members, wish.scale)) : [];
  const most = Math.max(1, ...counts.flat());
  const boxes: LaneBox[] = [];
  for (const [number, { name, members }] of groups.entries()) {
    const told = isDense ? worthWords(members, wish.held) : members;
    const placed = marksOf(told, wish, isDense);
    const rows = 1 + Math.max(0, ...placed.map((mark) => mark.row));
    const rowsY = top + LANE_PADDING + (wish.isNarrow ? 14 : 0);
    const bottom = rowsY + rows * ROW + LANE_PADDING + (isDense ? (placed.length ? HIGHEST : 8) : 0);
    const words = isDense ? `${members.length.toLocaleString("en")} event${members.length === 1 ? "" : "s"}` : "";
    const steps = isDense ? stepsPath(counts[number] ?? [], wish.scale.left, bottom - 4, most) : "";
    boxes.push({ name, words, y: top, rowsY, bottom, marks: placed, steps });
    top = bottom;
  }
  return boxes;
}

function rankOf(one: Happening, held: number): number {
  if (one.index === held) return -1;
  const rank = RANKS[one.emphasis] ?? 9;
  if (one.until !== undefined) return Math.min(rank, 1);
  return one.isStarred ? Math.min(rank, 3) : rank;
}

function worthWords(members: Happening[], held: number): Happening[] {
  const ranks: Happening[][] = [];
  for (const one of members) {
    const rank = rankOf(one, held);
    if (rank < 9) (ranks[rank + 1] ??= []).push(one);
  }
  const chosen: Happening[] = [];
  for (const ofRank of ranks) {
    const room = MOST_MARKS - chosen.length;
    if (!ofRank || room <= 0) continue;
    chosen.push(...(ofRank.length <= room ? ofRank : Array.from({ length: room }, (_, n) => ofRank[Math.floor((n * ofRank.length) / room)]!)));
  }
  return chosen.sort((a, b) => a.index - b.index);
}

function marksOf(members: Happening[], wish: Wish, isDense: boolean): Mark[] {
  const rows = Array.from({ length: isDense ? MOST_ROWS_WHERE_DENSE : MOST_ROWS }, (): [number, number][] => []);
  const order = [...members].sort((a, b) => rankOf(a, wish.held) - rankOf(b, wish.held) || a.at - b.at || a.index - b.index);
  const most = wish.isNarrow ? 150 : members.length <= 24 ? 320 : 230;
  const marks = order.map((one) => place(one, rows, wish, most));
  const kept = isDense ? marks.filter((mark) => mark.label || mark.inside || mark.one.until !== undefined || mark.one.index === wish.held) : marks;
  const lonely = kept.filter((mark) => mark.side === "over" && mark.one.index !== wish.held);
  return [...kept.filter((mark) => !lonely.includes(mark)), ...piles(lonely)].sort((a, b) => a.one.index - b.one.index);
}

function reach(one: Happening, { scale, isNarrow }: Wish): [number, number, number] {
  const x = scale.x(one.at);
  if (one.until !== undefined) return [Math.max(x, scale.left), Math.min(Math.max(x + 10, scale.x(one.until)), scale.right), x];
  if (one.latest !== undefined && one.latest > one.at) {
    const end = Math.max(x + 14, scale.x(one.latest));
    return [x, end, (x + end) / 2];
  }
  if (one.isAbout) return [x - ABOUT, x + ABOUT, x];
  if (one.repeats > 1) return [x - 6, Math.min(scale.right, Math.max(x + 12, one.last === undefined || isNarrow ? x : scale.x(one.last) + 2)), x];
  return [x - 6, x + 6, x];
}

/** Words as they are wished, and what is left of them where there is less room. */
function wishes(one: Happening, wish: Wish, most: number, bar: number): Pick<Mark, "inside" | "label" | "note">[] {
  const note = shortened(noteOf(one, wish.frame, wish.clock), 230);
  const label = shortened(one.label, most);
  const within = one.until === undefined ? "" : shortened(one.label, bar - 16);
  if (within.length > label.length * 0.6) return [{ inside: within, label: "", note }, { inside: within, label: "", note: "" }];
  const short = shortened(one.label, 90);
  const fewer = within.length > 6 ? { inside: within, label: "", note: "" } : { inside: "", label: short, note: "" };
  return [{ inside: "", label, note }, { inside: "", label, note: "" }, fewer];
}

function place(one: Happening, rows: [number, number][][], wish: Wish, most: number): Mark {
  const [x1, x2, x] = reach(one, wish);
  const nothing: Mark = { one, x1, x2, x, row: rows.length, side: "over", inside: "", label: "", note: "", pile: [] };
  for (const words of wishes(one, wish, most, x2 - x1)) {
    const width = widthOf(words.label) * 1.03 + (words.note ? widthOf(`  ${words.note}`, 11) : 0);
    const tries: [Mark["side"], number, number][] = [["right", x1 - AIR, x2 + (width ? GAP + width : 0) + AIR], ["left", x1 - GAP - width - AIR, x2 + AIR]];
    for (const [number, taken] of rows.entries()) {
      for (const [side, from, to] of tries) {
        const isInside = side === "right" ? to - AIR <= wish.scale.right : from + AIR >= wish.scale.left;
        if (isInside && isFree(taken, from, to)) {
          taken.push([from, to]);
          return { ...nothing, ...words, row: number, side };
        }
      }
    }
  }
  for (const [number, taken] of rows.entries()) {
    if (!isFree(taken, x1 - 1, x2 + 1)) continue;
    taken.push([x1 - 1, x2 + 1]);
    return { ...nothing, row: number, side: "none" };
  }
  return nothing;
}

function isFree(taken: [number, number][], from: number, to: number): boolean {
  return taken.every(([left, right]) => to <= left || from >= right);
}

function piles(marks: Mark[]): Mark[] {
  const found: Mark[] = [];
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const last = found.at(-1);
    if (last && mark.x - last.x <= PILE) last.pile.push(mark.one);
    else found.push({ ...mark, pile: [mark.one] });
  }
  return found;
}

function countsOf(members: Happening[], scale: Scale): number[] {
  const counts = new Array<number>(Math.ceil((scale.right - scale.left) / STEP)).fill(0);
  for (const one of members) {
    const step = Math.min(counts.length - 1, Math.max(0, Math.floor((scale.x(one.at) - scale.left) / STEP)));
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts;
}

function stepsPath(counts: number[], left: number, base: number, most: number): string {
  let path = "", before = 0;
  for (const [step, count] of [...counts, 0].entries()) {
    const height = count ? Math.max(LOWEST, HIGHEST * Math.sqrt(count / most)) : 0;
    if (height === before) continue;
    const x = left + step * STEP;
    if (!before) path += `M${x} ${base}V${(base - height).toFixed(1)}`;
    else path += height ? `H${x}V${(base - height).toFixed(1)}` : `H${x}V${base}z`;
    before = height;
  }
  return path;
}
