/** What the server says of the axis and the lanes; see design/drawing/table.py. Times are seconds since `start`. */
export interface Frame {
  start: number;
  zone: string;
  corner: string;
  by: LanesBy;
  left: number;
  right: number;
  knots: [seconds: number, x: number][];
  phases: [name: string, from: number, to: number][];
  lanes: string[];
  sources: string[];
  shapes: [shape: string, tone: string][];
}

export type LanesBy = "kind" | "source";

/** An event as a row of the table tells it. */
export interface Happening {
  index: number;
  at: number;
  lane: number;
  source: number;
  emphasis: number;
  isStarred: boolean;
  isAbout: boolean;
  isLater: boolean;
  isRuledOut: boolean;
  until?: number;
  latest?: number;
  repeats: number;
  last?: number;
  kind: string;
  label: string;
  href: string;
  row: HTMLTableRowElement;
}

/** Read the rows of the table; those without a time are left out. */
export function happeningsOf(rows: HTMLTableSectionElement): Happening[] {
  const found: Happening[] = [];
  for (let index = 0, row = rows.firstElementChild; row; index++, row = row.nextElementSibling) {
    if (row instanceof HTMLTableRowElement && row.dataset["e"]) found.push(happeningOf(row, row.dataset["e"], index));
  }
  return found;
}

function happeningOf(row: HTMLTableRowElement, facts: string, index: number): Happening {
  const [at, lane, source, emphasis, ...more] = facts.split(" ");
  const when = row.firstElementChild;
  const kind = when?.nextElementSibling;
  const happening: Happening = {
    index,
    at: Number(at),
    lane: Number(lane),
    source: Number(source),
    emphasis: Number(emphasis),
    isStarred: false,
    isAbout: false,
    isLater: false,
    isRuledOut: false,
    repeats: 1,
    kind: kind?.textContent ?? "",
    label: kind?.nextElementSibling?.firstChild?.nodeValue?.trim() ?? "",
    href: when?.firstElementChild?.getAttribute("href") ?? "",
    row,
  };
  for (const one of more) take(happening, one);
  return happening;
}

function take(happening: Happening, fact: string): void {
  const number = Number(fact.slice(1));
  switch (fact[0]) {
    case "*": happening.isStarred = true; break;
    case "a": happening.isAbout = true; break;
    case "h": happening.isLater = true; break;
    case "x": happening.isRuledOut = true; break;
    case "u": happening.until = number; break;
    case "b": happening.latest = number; break;
    case "r": happening.repeats = number; break;
    case "l": happening.last = number; break;
  }
}
