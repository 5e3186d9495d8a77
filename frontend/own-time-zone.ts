import { all } from "./elements";

/** `<select data-own-time-zone>` starts with the zone of this computer. What somebody chose, or the server sent back, stays. */
export function ownTimeZone(root: ParentNode): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const select of all<HTMLSelectElement>(root, "select[data-own-time-zone]")) {
    if ([...select.options].some((option) => option.value === zone)) select.value = zone;
  }
}
