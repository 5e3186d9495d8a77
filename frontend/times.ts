import { all } from "./elements";

const UNITS: readonly [limit: number, unit: number, name: string][] = [
  [45 * 60, 60, "minute"],
  [22 * 3600, 3600, "hour"],
  [60 * 86400, 86400, "day"],
  [700 * 86400, 30.44 * 86400, "month"],
  [Infinity, 365.25 * 86400, "year"],
];

/** The same words as the server writes; see design/wording.py. */
export function relativeTime(moment: Date, now: Date): string {
  const seconds = (now.getTime() - moment.getTime()) / 1000;
  const span = Math.abs(seconds);
  if (span < 45) return "just now";
  const [, unit, name] = UNITS.find(([limit]) => span < limit) ?? [0, 1, "second"];
  const count = Math.max(1, Math.round(span / unit));
  const many = `${count} ${name}${count === 1 ? "" : "s"}`;
  return seconds > 0 ? `${many} ago` : `in ${many}`;
}

function refresh(root: ParentNode): void {
  for (const time of all<HTMLTimeElement>(root, "time[data-ago]")) {
    const words = time.querySelector("[aria-hidden]");
    const fresh = relativeTime(new Date(time.dateTime), new Date());
    if (words && words.textContent !== fresh) words.textContent = fresh;
  }
}

let ticking = false;

/** “3 minutes ago” stays true while a page is open. */
export function freshTimes(root: ParentNode): void {
  refresh(root);
  if (ticking) return;
  ticking = true;
  window.setInterval(() => refresh(document), 30_000);
  document.addEventListener("visibilitychange", () => refresh(document));
}
