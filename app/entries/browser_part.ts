/** The second script of the page for browsers. */

export { secondPart } from "../views/second_part.tsx";
