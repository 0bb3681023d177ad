/** The second script of the page for hosts. */

export { explainFailure, openDesk } from "../host_desk.tsx";
