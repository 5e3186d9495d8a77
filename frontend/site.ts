// Comfort for every page. Reading and saving work without any of it.
import { copyButtons } from "./copy";
import { dialogs } from "./dialogs";
import { drawnTimelines } from "./drawn-timeline";
import { completions } from "./completion";
import { eventImport } from "./event-import";
import { facets } from "./facets";
import { freshTimes } from "./times";
import { keptForms } from "./kept-forms";
import { liveRooms } from "./live";
import { menus } from "./menus";
import { minuteMeters } from "./minute-meter";
import { notes } from "./note";
import { ownTimeZone } from "./own-time-zone";
import { palette } from "./palette";
import { results } from "./results";
import { formErrors } from "./form-errors";
import { themeChoice } from "./theme-choice";
import { eventFiles } from "./event-files";
import { timelinePage } from "./timeline-page";
import { toasts } from "./toasts";
import { wording } from "./wording";

// These look at the document once and hear everything that bubbles up to it.
themeChoice();
menus();
dialogs();
palette();
results();
facets();
copyButtons();
toasts();
eventFiles();
timelinePage();
formErrors();
drawnTimelines();
liveRooms();

// These need each element once; what htmx brings later comes the same way.
function arrived(root: ParentNode): void {
  eventImport(root);
  completions(root);
  keptForms(root);
  minuteMeters(root);
  notes(root);
  freshTimes(root);
  ownTimeZone(root);
  wording(root);
}

arrived(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof Element) arrived(event.target);
});
