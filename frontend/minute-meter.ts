import { all } from "./elements";

const WORDS_A_MINUTE = 230; // as on the server; see reports/rules.py
const WORD = /[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*/gu;

/** `[data-minute-meter]` says, while somebody writes in `[data-minute]` of the same form, how long the summary takes to read. */
export function minuteMeters(root: ParentNode): void {
  for (const meter of all<HTMLElement>(root, "[data-minute-meter]")) {
    meter.closest("form")?.querySelector("[data-minute]")?.addEventListener("input", (event) => {
      if (event.currentTarget instanceof Element) refresh(meter, event.currentTarget);
    });
  }
}

function refresh(meter: HTMLElement, fields: Element): void {
  const texts = [...fields.querySelectorAll("textarea")].map((field) => field.value);
  const words = texts.reduce((sum, text) => sum + (text.match(WORD)?.length ?? 0), 0);
  const seconds = Math.round((words * 60) / WORDS_A_MINUTE);
  meter.querySelector(".meter")?.classList.toggle("over", seconds > 60);
  meter.querySelector(".meter rect")?.setAttribute("width", String(Math.min(100, Math.round((100 * seconds) / 60))));
  const says = meter.querySelector(".meter-words");
  if (says) says.textContent = `${words} word${words === 1 ? "" : "s"}, ${seconds} second${seconds === 1 ? "" : "s"}`;
}
