/** Elicitation forms, filled in on a terminal. */

export { fillInForm } from "./fill_in_form.ts";
