// Live rooms: a page that holds <live-room name="timeline:42" since="1234"> hears what changes there and who else has it open.
// Events on the element, which bubble: live:notice {id, kind, payload, at}, live:presence {people, more}, live:stale (load anew), live:out.
// <live-people room="timeline:42"> shows who is there; an element that holds a form says what the person does by data-live-editing="event-17".
import { closest } from "./elements";

export interface Notice {
  id: number;
  kind: string;
  payload: Record<string, unknown>;
  at: string;
}

export interface PersonHere {
  id: number;
  name: string;
  editing: string[];
}

export interface Presence {
  people: PersonHere[];
  more: number;
}

type Message =
  | ({ is: "notice"; room: string } & Notice)
  | ({ is: "presence"; room: string } & Presence)
  | { is: "entered" | "stale"; room: string; last: number }
  | { is: "refused" | "out"; room: string }
  | { is: "ping"; last: number };

const SHORTEST = 500;
const LONGEST = 30_000;
const SILENCE = 70_000; // the server asks for a sign of life each 25 seconds
const HIDDEN_FOR = 5 * 60_000;
const FOR_GOOD = new Set([4400, 4401, 4430]); // coming again at once would end in the same way
const KNOWN = 1000;

/** One room of this page: what is known of it, and the elements that stand for it. */
class Room {
  readonly elements = new Set<HTMLElement>();
  readonly known = new Set<number>();
  last: number | null = null;
  editing = "";
  isClosed = false;

  constructor(readonly name: string) {}

  tell(type: string, detail: unknown): void {
    for (const element of this.elements) element.dispatchEvent(new CustomEvent(`live:${type}`, { bubbles: true, detail }));
  }

  /** True for a notice that was not told yet: after coming back, the server may say the last ones again. */
  isNew(id: number): boolean {
    if (this.known.has(id)) return false;
    this.known.add(id);
    const [oldest] = this.known;
    if (this.known.size > KNOWN && oldest !== undefined) this.known.delete(oldest);
    return true;
  }
}

/** The one socket of the page. It opens with the first room, and comes back by itself. */
class Line {
  private readonly rooms = new Map<string, Room>();
  private socket: WebSocket | null = null;
  private wait = SHORTEST;
  private again = 0;
  private silence = 0;
  private hidden = 0;
  private isOver = false;

  constructor() {
    document.addEventListener("visibilitychange", () => this.seen());
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("pagehide", () => this.close());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.soon(0);
    });
  }

  add(name: string, element: HTMLElement, since: number | null): void {
    const room = this.rooms.get(name) ?? new Room(name);
    const isNew = !this.rooms.has(name);
    this.rooms.set(name, room);
    room.elements.add(element);
    room.last ??= since;
    if (isNew) this.enter(room);
    if (!this.socket) this.soon(0);
  }

  remove(name: string, element: HTMLElement): void {
    const room = this.rooms.get(name);
    room?.elements.delete(element);
    if (!room || room.elements.size > 0) return;
    this.rooms.delete(name);
    this.say({ do: "leave", room: name });
    if (this.rooms.size === 0) this.close();
  }

  edit(name: string, editing: string): void {
    const room = this.rooms.get(name);
    if (!room || room.editing === editing) return;
    room.editing = editing;
    this.say({ do: "edit", room: name, editing });
  }

  private enter(room: Room): void {
    if (room.isClosed) return;
    this.say({ do: "enter", room: room.name, since: room.last });
    if (room.editing) this.say({ do: "edit", room: room.name, editing: room.editing });
  }

  private say(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** A hidden page stays for some minutes, since people look at other tabs; then it goes, and comes back when looked at. */
  private seen(): void {
    window.clearTimeout(this.hidden);
    if (document.visibilityState === "hidden") this.hidden = window.setTimeout(() => this.close(), HIDDEN_FOR);
    else if (!this.socket) this.soon(0);
  }

  private soon(wait: number): void {
    window.clearTimeout(this.again);
    if (this.isOver || this.socket || this.rooms.size === 0) return;
    this.again = window.setTimeout(() => this.open(), wait);
  }

  private open(): void {
    if (this.isOver || this.socket || this.rooms.size === 0 || document.visibilityState === "hidden") return;
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/`);
    this.socket = socket;
    this.listenFor(socket);
    socket.addEventListener("open", () => {
      this.wait = SHORTEST;
      for (const room of this.rooms.values()) this.enter(room);
    });
    socket.addEventListener("message", (event) => {
      if (socket !== this.socket || typeof event.data !== "string") return;
      this.listenFor(socket);
      for (const message of JSON.parse(event.data) as Message[]) this.hear(message);
    });
    socket.addEventListener("close", (event) => this.ended(socket, event.code));
  }

  private ended(socket: WebSocket, code: number): void {
    if (socket !== this.socket) return;
    this.socket = null;
    window.clearTimeout(this.silence);
    this.isOver = FOR_GOOD.has(code);
    // Somewhere in the second half of a growing wait, so that pages do not come back all at once.
    this.soon(this.wait * (0.5 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST);
  }

  private close(): void {
    const socket = this.socket;
    this.socket = null;
    window.clearTimeout(this.again);
    window.clearTimeout(this.silence);
    socket?.close();
  }

  /** A connection may be cut without a word, as when a machine slept: whoever says nothing for so long is gone. */
  private listenFor(socket: WebSocket): void {
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(() => {
      socket.close();
      this.ended(socket, 1006);
    }, SILENCE);
  }

  private hear(message: Message): void {
    if (message.is === "ping") {
      for (const room of this.rooms.values()) if (room.last !== null) room.last = Math.max(room.last, message.last);
      this.say({ do: "pong" });
      return;
    }
    const room = this.rooms.get(message.room);
    if (!room) return;
    switch (message.is) {
      case "notice": {
        room.last = Math.max(room.last ?? 0, message.id);
        const { id, kind, payload, at } = message;
        if (room.isNew(id)) room.tell("notice", { id, kind, payload, at } satisfies Notice);
        break;
      }
      case "presence":
        room.tell("presence", { people: message.people, more: message.more } satisfies Presence);
        break;
      case "entered":
        room.last ??= message.last;
        break;
      case "stale":
        room.last = message.last;
        room.tell("stale", {});
        break;
      case "refused":
      case "out":
        room.isClosed = true;
        room.tell("presence", { people: [], more: 0 } satisfies Presence);
        room.tell("out", {});
        break;
    }
  }
}

let line: Line | null = null;

class LiveRoom extends HTMLElement {
  private name = "";

  connectedCallback(): void {
    this.name = this.getAttribute("name") ?? "";
    const since = this.getAttribute("since");
    line ??= new Line();
    if (this.name) line.add(this.name, this, since === null ? null : Number(since));
  }

  disconnectedCallback(): void {
    if (this.name) line?.remove(this.name, this);
  }

  /** Say what the person works on, such as event-17; nothing when empty. */
  set editing(what: string) {
    line?.edit(this.name, what);
  }
}

/** The people of a room as a list of initials with their names; empty while the person is alone there. */
class LivePeople extends HTMLElement {
  private readonly show = (event: Event): void => {
    const room = event.target instanceof Element ? event.target.getAttribute("name") : null;
    if (room === this.getAttribute("room")) this.fill((event as CustomEvent<Presence>).detail);
  };

  connectedCallback(): void {
    document.addEventListener("live:presence", this.show);
  }

  disconnectedCallback(): void {
    document.removeEventListener("live:presence", this.show);
  }

  private fill({ people, more }: Presence): void {
    const others = people.filter((one) => String(one.id) !== this.getAttribute("except"));
    const list = document.createElement("ul");
    list.className = "avatars";
    for (const one of others) list.append(avatar(initials(one.name), one.name + (one.editing.length > 0 ? " is editing" : " is here"), one.editing.length > 0));
    if (more > 0) list.append(avatar(`+${more}`, more === 1 ? "One more is here" : `${more} more are here`, false));
    this.replaceChildren(...(list.childElementCount > 0 ? [list] : []));
  }
}

function avatar(letters: string, words: string, isEditing: boolean): HTMLLIElement {
  const item = document.createElement("li");
  const mark = document.createElement("span");
  const said = document.createElement("span");
  item.title = said.textContent = words;
  mark.className = isEditing ? "avatar peer" : "avatar here";
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = letters;
  said.className = "hide";
  item.append(mark, said);
  return item;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase();
}

/** Whoever works in an element with data-live-editing is shown to do so, in the room of the page or in the one it names. */
function sayWhatIsEdited(): void {
  const rooms = (): LiveRoom[] => [...document.querySelectorAll<LiveRoom>("live-room")];
  document.addEventListener("focusin", (event) => {
    const editing = closest<HTMLElement>(event, "[data-live-editing]")?.dataset["liveEditing"] ?? "";
    for (const room of rooms()) room.editing = editing;
  });
  document.addEventListener("focusout", (event) => {
    if (event.relatedTarget === null && document.hasFocus()) for (const room of rooms()) room.editing = "";
  });
}

export function liveRooms(): void {
  customElements.define("live-room", LiveRoom);
  customElements.define("live-people", LivePeople);
  sayWhatIsEdited();
}
