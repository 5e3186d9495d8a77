import { closest, isWriting } from "../elements";
import type { DrawnTimeline } from "../drawn-timeline";
import type { Happening } from "./data";
import { lanesOf } from "./layout";
import { baseOf } from "./scale";

const STRIDE = 0.15; // of what is seen

/** The keyboard: along the time where the drawing has the focus, from event to event where a mark has it. */
export function keys(timeline: DrawnTimeline, signal: AbortSignal): void {
  timeline.canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    const mark = closest<SVGElement>(event, ".mark");
    if (common(timeline, event, mark) || (mark ? onMark(timeline, event, mark) : onCanvas(timeline, event))) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, { signal });
}

function common(timeline: DrawnTimeline, event: KeyboardEvent, mark: SVGElement | null): boolean {
  const one = mark && timeline.happening(mark);
  const around = one ? baseOf(timeline.frame, one.at) : undefined;
  switch (event.key) {
    case "+":
    case "=": timeline.zoom(1.6, around); return true;
    case "-": timeline.zoom(1 / 1.6, around); return true;
    case "0": timeline.reset(); return true;
    case "Escape":
      if (!timeline.range) return false;
      timeline.select(null);
      timeline.announce();
      return true;
    default: return false;
  }
}

function onCanvas(timeline: DrawnTimeline, event: KeyboardEvent): boolean {
  const stride = (timeline.view.to - timeline.view.from) * STRIDE;
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowRight":
      if (!timeline.isClose) return false;
      timeline.pan(event.key === "ArrowLeft" ? -stride : stride);
      return true;
    case "Enter": {
      const first = timeline.chosen().find((one) => baseOf(timeline.frame, one.at) >= timeline.view.from);
      if (first) timeline.walkTo(first);
      return true;
    }
    default: return false;
  }
}

function onMark(timeline: DrawnTimeline, event: KeyboardEvent, mark: SVGElement): boolean {
  const here = timeline.happening(mark);
  if (!here) return false;
  const walk = timeline.chosen();
  const place = walk.findIndex((one) => one.index >= here.index);
  const many = Math.max(10, Math.round(walk.length / 20));
  const to = (at: number): boolean => {
    const one = walk[Math.max(0, Math.min(walk.length - 1, at))];
    if (one) timeline.walkTo(one);
    return true;
  };
  switch (event.key) {
    case "ArrowRight": return to(place + 1);
    case "ArrowLeft": return to(place - 1);
    case "PageDown": return to(place + many);
    case "PageUp": return to(place - many);
    case "Home": return to(0);
    case "End": return to(walk.length - 1);
    case "ArrowDown": return toLane(timeline, here, walk, 1);
    case "ArrowUp": return toLane(timeline, here, walk, -1);
    case "[":
    case "]": {
      const base = baseOf(timeline.frame, here.at);
      const [from, end] = timeline.range ?? [base, base];
      const range: [number, number] = event.key === "[" ? [base, Math.max(base, end)] : [Math.min(from, base), base];
      timeline.select(range);
      timeline.announce();
      return true;
    }
    case "Enter":
      return timeline.open(mark);
    case "Escape":
      timeline.canvas.focus();
      return true;
    default: return false;
  }
}

/** The event nearest in time in the next lane that has any. */
function toLane(timeline: DrawnTimeline, here: Happening, walk: Happening[], step: 1 | -1): boolean {
  const lanes = lanesOf(walk, timeline.frame, timeline.choice.by);
  const lane = lanes[lanes.findIndex(({ holds }) => holds(here)) + step];
  const nearest = lane && walk.filter(lane.holds).reduce<Happening | null>(
    (best, one) => (best && Math.abs(best.at - here.at) <= Math.abs(one.at - here.at) ? best : one), null);
  if (nearest) timeline.walkTo(nearest);
  return true;
}
