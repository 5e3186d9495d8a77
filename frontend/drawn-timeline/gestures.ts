import { closest } from "../elements";
import type { DrawnTimeline } from "../drawn-timeline";

const FEW = 4; // pixels that a hand trembles

/** The pointer: Ctrl and wheel, two fingers, dragging to move or to choose a range, and the words of the mark under it. */
export function gestures(timeline: DrawnTimeline, signal: AbortSignal): void {
  const { canvas } = timeline;
  canvas.addEventListener("wheel", (event) => wheel(timeline, event), { passive: false, signal });
  canvas.addEventListener("dblclick", (event) => {
    if (!closest(event, ".mark")) timeline.zoom(2.5, timeline.baseAt(event.clientX));
  }, { signal });
  canvas.addEventListener("pointerover", (event) => {
    const mark = closest<SVGElement>(event, ".mark");
    if (mark && event.pointerType !== "touch") timeline.tip.show(mark);
    else timeline.tip.hide();
  }, { signal });
  canvas.addEventListener("pointerleave", () => timeline.tip.hide(), { signal });
  canvas.addEventListener("focusin", (event) => {
    const mark = closest<SVGElement>(event, ".mark");
    if (mark) timeline.hold(mark);
  }, { signal });
  canvas.addEventListener("focusout", () => timeline.tip.hide(), { signal });
  drags(timeline, signal);
}

function wheel(timeline: DrawnTimeline, event: WheelEvent): void {
  const across = event.shiftKey ? event.deltaY : event.deltaX;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    timeline.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.004)), timeline.baseAt(event.clientX));
  } else if (timeline.isClose && Math.abs(across) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
    event.preventDefault();
    timeline.pan(across * timeline.perPixel);
  }
}

interface Drag { x: number; base: number; isRange: boolean; isMoving: boolean; last: number }

function drags(timeline: DrawnTimeline, signal: AbortSignal): void {
  const { canvas } = timeline;
  const fingers = new Map<number, number>();
  let drag: Drag | null = null;
  let wasDragged = false;

  canvas.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event.clientX);
    wasDragged = false;
    const isTouch = event.pointerType === "touch";
    if (event.button || fingers.size > 1 || (isTouch && !timeline.isClose)) {
      drag = null;
      return;
    }
    const y = event.clientY - timeline.svg.getBoundingClientRect().top;
    const isRange = !isTouch && (event.shiftKey || !timeline.isClose || y > timeline.axisY);
    drag = { x: event.clientX, base: timeline.baseAt(event.clientX), isRange, isMoving: false, last: event.clientX };
  }, { signal });

  canvas.addEventListener("pointermove", (event) => {
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    const before = fingers.get(event.pointerId);
    if (other !== undefined && before !== undefined) {
      pinch(timeline, before, event.clientX, other);
      fingers.set(event.pointerId, event.clientX);
      return;
    }
    if (!drag || (!drag.isMoving && Math.abs(event.clientX - drag.x) < FEW)) return;
    if (!drag.isMoving) canvas.setPointerCapture(event.pointerId);
    drag.isMoving = wasDragged = true;
    timeline.tip.hide();
    if (drag.isRange) {
      const base = timeline.baseAt(event.clientX);
      timeline.select([Math.min(drag.base, base), Math.max(drag.base, base)]);
    } else timeline.pan((drag.last - event.clientX) * timeline.perPixel);
    drag.last = event.clientX;
  }, { signal });

  for (const name of ["pointerup", "pointercancel"] as const) {
    canvas.addEventListener(name, (event) => {
      fingers.delete(event.pointerId);
      if (drag?.isMoving && drag.isRange) timeline.announce();
      drag = null;
    }, { signal });
  }

  // A link that was only dragged is not followed, and is not dragged away as a link either.
  canvas.addEventListener("click", (event) => {
    if (!wasDragged) return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true, signal });
  canvas.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
}

function pinch(timeline: DrawnTimeline, before: number, now: number, other: number): void {
  const apart = Math.max(24, Math.abs(before - other));
  timeline.zoom(Math.max(24, Math.abs(now - other)) / apart, timeline.baseAt((now + other) / 2));
}
