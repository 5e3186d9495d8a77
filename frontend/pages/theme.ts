// Runs in the head, before anything is painted, so that the chosen theme never flashes.
import { applyTheme, chosenTheme } from "../theme";

document.documentElement.classList.add("has-script");
applyTheme(chosenTheme());
