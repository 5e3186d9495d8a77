const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const QUARTER = 900; // no zone changes its clocks but at a full quarter of an hour

/** Times of one zone in words, in the same words as the server's. Moments are seconds since 1970. */
export class Clock {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  constructor(zone: string) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
    this.format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...parts });
  }

  /** Seconds that the zone is ahead of UTC at a moment. */
  offset(moment: number): number {
    const quarter = Math.floor(moment / QUARTER);
    let offset = this.offsets.get(quarter);
    if (offset === undefined) {
      const at = quarter * QUARTER;
      const part: Record<string, number> = {};
      for (const { type, value } of this.format.formatToParts(at * 1000)) part[type] = Number(value);
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
      offset = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - at;
      this.offsets.set(quarter, offset);
    }
    return offset;
  }

  time(moment: number, withSeconds = false): string {
    const local = this.local(moment);
    const seconds = local.getUTCSeconds();
    return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}${withSeconds || seconds ? `:${two(seconds)}` : ""}`;
  }

  day(moment: number): string {
    const local = this.local(moment);
    return `${DAYS[local.getUTCDay()]} ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]}`;
  }

  month(moment: number): string {
    const local = this.local(moment);
    return `${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  }

  private local(moment: number): Date {
    return new Date((moment + this.offset(moment)) * 1000);
  }
}

/** 47 min · 1 h 52 min · 3 days 4 h, as on the server; see design/wording.py. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days) return `${days} day${days === 1 ? "" : "s"}${hours ? ` ${hours} h` : ""}`;
  const left = minutes % 60;
  return hours ? `${hours} h${left ? ` ${left} min` : ""}` : `${left} min`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
