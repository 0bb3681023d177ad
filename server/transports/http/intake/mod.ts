/**
 * Messages of customers from forms and programs: `POST /intake`. Loaded with the first request for it.
 *
 * @module
 */

export { IntakeEndpoint } from "./intake_endpoint.ts";
