/**
 * What `/metrics` reports.
 *
 * @module
 */

export { Metrics } from "./metrics.ts";
export { PROMETHEUS_TYPE } from "./prometheus.ts";
