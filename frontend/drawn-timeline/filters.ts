import type { DrawnTimeline } from "../drawn-timeline";
import { lanesOf } from "./layout";

/** Chips for the lanes and for what is starred, and a choice of kinds; made when somebody comes near, since they need the table's rows. */
export function filters(timeline: DrawnTimeline, signal: AbortSignal): void {
  const home = timeline.querySelector<HTMLElement>("[data-filters]");
  if (!home) return;
  const fill = (): void => {
    const { choice } = timeline;
    const lanes = lanesOf(timeline.happenings, timeline.frame, choice.by).map(({ name }) =>
      chip(name, !choice.lanes.has(name), () => {
        if (!choice.lanes.delete(name)) choice.lanes.add(name);
        return !choice.lanes.has(name);
      }, timeline));
    const stars = timeline.happenings.filter((one) => one.isStarred).length;
    const starred = stars && stars < timeline.happenings.length
      ? [chip("Only starred", choice.onlyStarred, () => (choice.onlyStarred = !choice.onlyStarred), timeline)]
      : [];
    home.replaceChildren(...(lanes.length > 1 ? lanes : []), ...starred, ...kinds(timeline));
    for (const button of timeline.querySelectorAll<HTMLElement>("[data-lanes]")) button.setAttribute("aria-pressed", String(button.dataset["lanes"] === choice.by));
  };
  fill();
  timeline.addEventListener("drawn-timeline:lanes", fill, { signal });
}

function chip(words: string, isOn: boolean, turn: () => boolean, timeline: DrawnTimeline): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip";
  button.textContent = words;
  button.setAttribute("aria-pressed", String(isOn));
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(turn()));
    timeline.later();
  });
  return button;
}

function kinds(timeline: DrawnTimeline): HTMLElement[] {
  const found = [...new Set(timeline.happenings.map((one) => one.kind).filter(Boolean))].sort();
  if (found.length < 2) return [];
  const choice = document.createElement("select");
  choice.className = "input tight";
  choice.setAttribute("aria-label", "Kind of event");
  choice.append(new Option("Every kind", ""), ...found.map((kind) => new Option(kind, kind)));
  choice.value = timeline.choice.kind;
  choice.addEventListener("change", () => {
    timeline.choice.kind = choice.value;
    timeline.later();
  });
  return [choice];
}
