/** The second script of the page for hosts. */

export { openDesk } from "../host_desk.tsx";
