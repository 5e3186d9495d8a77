/** The nearest element that matches, from the target of an event outwards. */
export function closest<E extends Element>(event: Event, selector: string): E | null {
  return event.target instanceof Element ? event.target.closest<E>(selector) : null;
}

/** True while the person writes, so that a letter is a letter and no command. */
export function isWriting(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select");
}

/** Those that match inside, and the root itself when it matches. */
export function all<E extends Element>(root: ParentNode, selector: string): E[] {
  const inside = [...root.querySelectorAll<E>(selector)];
  if (root instanceof Element && root.matches(selector)) inside.unshift(root as E);
  return inside;
}
