/** After a form came back with errors, the summary takes the focus, so that it is read first. */
export function formErrors(): void {
  const summaries = document.querySelectorAll<HTMLElement>("[data-form-errors]");
  if (summaries.length === 1) summaries[0]?.focus();
}
