/** German. */

export { de } from "./de.ts";
