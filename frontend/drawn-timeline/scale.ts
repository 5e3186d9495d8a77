import type { Clock } from "./clock";
import type { Frame } from "./data";

const MINUTE = 60, HOUR = 3600, DAY = 86400;
const STEPS = [1, 5, 10, 30, MINUTE, 120, 300, 600, 900, 1800, HOUR, 7200, 10800, 21600, 43200, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY];
const NARROWEST = 66;
const NARROWEST_DAY = 90;
const MOST_DAYS = 21;

export interface Tick { x: number; label: string; day: string }

/** What part of the whole axis is seen, in the pixels of the server's drawing, in which long silences are folded. */
export interface View { from: number; to: number }

/** From seconds to pixels and back, for one view. */
export class Scale {
  constructor(private readonly frame: Frame, readonly view: View, readonly left: number, readonly right: number) {}

  x(seconds: number): number {
    return this.fromBase(baseOf(this.frame, seconds));
  }

  fromBase(base: number): number {
    return this.left + ((base - this.view.from) / (this.view.to - this.view.from)) * (this.right - this.left);
  }

  toBase(x: number): number {
    return this.view.from + ((x - this.left) / (this.right - this.left)) * (this.view.to - this.view.from);
  }

  seconds(x: number): number {
    return secondsOf(this.frame, this.toBase(x));
  }

  /** The stretches of even time, in seconds; between them lie the folds. */
  stretches(): [number, number][] {
    const found: [number, number][] = [];
    for (let place = 0; place + 1 < this.frame.knots.length; place += 2) {
      found.push([this.frame.knots[place]?.[0] ?? 0, this.frame.knots[place + 1]?.[0] ?? 0]);
    }
    return found;
  }

  ticks(clock: Clock): Tick[] {
    const ticks: Tick[] = [];
    const first = this.seconds(this.left), last = this.seconds(this.right);
    const step = this.step();
    let before = "";
    for (const [start, end] of this.stretches()) {
      for (const at of this.round(Math.max(start, first), Math.min(end, last), step, clock)) {
        const moment = at + this.frame.start;
        const under = step >= DAY ? clock.month(moment) : clock.day(moment);
        const label = step >= DAY ? clock.day(moment).split(" ").slice(0, 2).join(" ") : clock.time(moment, step < MINUTE);
        ticks.push({ x: this.x(at), label, day: under === before ? "" : under });
        before = under;
      }
    }
    return ticks;
  }

  /** Where the days of the zone begin, where they are not too many to tell apart. */
  days(clock: Clock): number[] {
    const first = this.seconds(this.left), last = this.seconds(this.right);
    const found = this.stretches().flatMap(([start, end]) => this.round(Math.max(start, first), Math.min(end, last), DAY, clock, MOST_DAYS + 1));
    return found.length > MOST_DAYS ? [] : found.map((at) => this.x(at));
  }

  private step(): number {
    const [start, end] = this.stretches().reduce((longest, one) => (one[1] - one[0] > longest[1] - longest[0] ? one : longest), [0, 0]);
    const pixels = (this.x(end) - this.x(start)) / Math.max(1, end - start);
    return STEPS.find((step) => step * pixels >= (step >= 43200 ? NARROWEST_DAY : NARROWEST)) ?? 728 * DAY;
  }

  /** Multiples of the step in local time. */
  private round(from: number, to: number, step: number, clock: Clock, most = 200): number[] {
    const found: number[] = [];
    const offset = clock.offset(from + this.frame.start);
    for (let local = Math.ceil((from + this.frame.start + offset) / step) * step; found.length < most; local += step) {
      const at = local - clock.offset(local - offset) - this.frame.start;
      if (at > to) break;
      if (at >= from) found.push(at);
    }
    return found;
  }
}

export function baseOf({ knots }: Frame, seconds: number): number {
  const next = knots.findIndex(([at]) => at >= seconds);
  if (next <= 0) return knots[next === 0 ? 0 : knots.length - 1]?.[1] ?? 0;
  const [at0, x0] = knots[next - 1]!, [at1, x1] = knots[next]!;
  return at1 === at0 ? x1 : x0 + ((seconds - at0) / (at1 - at0)) * (x1 - x0);
}

function secondsOf({ knots }: Frame, base: number): number {
  const next = knots.findIndex(([, x]) => x >= base);
  if (next <= 0) return knots[next === 0 ? 0 : knots.length - 1]?.[0] ?? 0;
  const [at0, x0] = knots[next - 1]!, [at1, x1] = knots[next]!;
  return x1 === x0 ? at1 : at0 + ((base - x0) / (x1 - x0)) * (at1 - at0);
}
