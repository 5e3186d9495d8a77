import { closest } from "./elements";

/**
 * `[data-autosubmit]`: a changed box or choice sends the form; its button is then only for those without script.
 * `[data-live-search]`: the words are sent as they are typed, after a short rest; an unfinished word of an input method waits.
 */
export function facets(): void {
  document.addEventListener("change", (event) => {
    const form = closest<HTMLFormElement>(event, "form[data-autosubmit]");
    if (form && event.target instanceof Element && event.target.matches("input[type=checkbox], input[type=radio], select")) form.requestSubmit();
  });
  let waiting = 0;
  document.addEventListener("input", (event) => {
    const form = closest<HTMLFormElement>(event, "form[data-live-search]");
    if (!form || !(event instanceof InputEvent) || event.isComposing || !form.matches("[hx-get], [data-hx-get]")) return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => form.requestSubmit(), 120);
  });
}
